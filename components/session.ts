import { useSyncExternalStore } from 'react'
import { createObservable } from './observable'

const isOver = createObservable(false)

/** Says whether the session of this page has ended: any request that is answered with 401 does. */
export const setSessionOver = isOver.set

export const isSessionOver = isOver.get

export const useSessionOver = () => useSyncExternalStore(isOver.subscribe, isOver.get, () => false)

const CHANNEL = 'penstock session'

/** Tells the other tabs that somebody has signed in or out in this one. */
export function announceSession() {
  const channel = new BroadcastChannel(CHANNEL)
  channel.postMessage(null)
  channel.close()
}

/** Calls back when another tab has signed in or out, until `signal` ends it. */
export function onSessionAnnounced(listener: () => void, signal: AbortSignal) {
  const channel = new BroadcastChannel(CHANNEL)
  channel.addEventListener('message', listener)
  signal.addEventListener('abort', () => channel.close())
}
