import { useSyncExternalStore } from 'react'

let isOver = false
const listeners = new Set<() => void>()

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Says whether the session of this page has ended: any request that is answered with 401 does. */
export function setSessionOver(value: boolean) {
  isOver = value
  for (const listener of listeners) listener()
}

export const useSessionOver = () =>
  useSyncExternalStore(
    subscribe,
    () => isOver,
    () => false,
  )

const CHANNEL = 'penstock session'

/** Tells the other tabs that somebody has signed in or out in this one. */
export function announceSession() {
  const channel = new BroadcastChannel(CHANNEL)
  channel.postMessage(null)
  channel.close()
}

/** Calls back when another tab has signed in or out. Returns a function that stops it. */
export function onSessionAnnounced(listener: () => void) {
  const channel = new BroadcastChannel(CHANNEL)
  channel.addEventListener('message', listener)
  return () => channel.close()
}
