import type { ChangeEvent } from '@/lib/live/schema'
import type { PresenceEvent, PresentMember } from '@/lib/presence/schema'
import type { StreamEvent } from './connection'
import { isLater } from './cursor'
import { createLeader, type Leader, type Message, type Seat } from './leader'
import type { Signal } from './live-status'

/** A leader answers at once, also from a tab out of sight; one that does not is frozen. */
const ANSWERS_WITHIN = 3_000
const ASK_EVERY = 20_000

type Options = {
  userId: string
  pipelineId: string
  cursor: string
  /** Each once and in order. */
  onChange: (event: ChangeEvent) => void
  onPresence: (members: PresentMember[]) => void
  /** The stream goes on from here, but something before has been lost. */
  onResync: () => void
  onSignal: (signal: Signal) => void
}

/**
 * Follows a pipeline over the one stream that all tabs of a browser share: one of them, the leader, holds it and hands
 * on what comes. Each tab knows how far it has come, so that whoever leads next can begin where it is needed. Returns the
 * way to stop.
 */
export function joinStream({ userId, pipelineId, cursor, onChange, onPresence, onResync, onSignal }: Options) {
  const name = `penstock live ${userId}`
  // Without a secure context there are no locks: each tab then leads itself.
  const { locks } = navigator as { locks?: LockManager }
  const channel = locks && new BroadcastChannel(name)
  const seat: Seat = { id: String(Math.random()), pipelineId, cursor, isHidden: document.hidden }
  const left = new AbortController()
  let leader: Leader | undefined
  let standing: AbortController | undefined
  let waiting: ReturnType<typeof setTimeout> | undefined

  const lockOf = (seatId: string) => `${name} ${seatId}`

  function post(message: Message) {
    channel?.postMessage(message)
    take(message)
  }

  function take(message: Message) {
    switch (message.kind) {
      case 'seat':
        return leader?.take(message.seat)
      case 'roll call':
        return sayHere()
      case 'event':
        return message.to.includes(seat.id) ? hear(message.event) : undefined
      case 'signal':
        clearTimeout(waiting)
        onSignal(message.signal)
    }
  }

  function hear({ name, id, data }: StreamEvent) {
    if (name === 'presence') {
      const presence: PresenceEvent = JSON.parse(data)
      if (presence.pipelineId === pipelineId) onPresence(presence.members)
    } else if (name === 'resync') {
      seat.cursor = id
      onResync()
    } else if (id && isLater(id, seat.cursor)) {
      seat.cursor = id
      if (name === 'change') tell(JSON.parse(data))
    }
  }

  function tell(event: ChangeEvent) {
    if (event.pipelineId === pipelineId) onChange(event)
    else if (event.pipelineFrom === pipelineId) onChange({ ...event, card: undefined })
  }

  function sayHere() {
    seat.isHidden = document.hidden
    clearTimeout(waiting)
    if (locks && !leader && !seat.isHidden) waiting = setTimeout(() => stand(true), ANSWERS_WITHIN)
    post({ kind: 'seat', seat: { ...seat } })
  }

  function lead() {
    leader = createLeader({ post, whenGone })
    post({ kind: 'roll call' })
  }

  function whenGone(seatId: string, forget: () => void) {
    locks?.request(lockOf(seatId), { signal: left.signal }, forget).catch(() => {})
  }

  /** For the lead, behind those who stand already or, by `force`, in place of one who does not answer. */
  function stand(force = false) {
    standing?.abort()
    const now = new AbortController()
    standing = now
    const { signal } = now
    const until = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
    const hold = () => {
      if (!signal.aborted) lead()
      return until
    }
    locks!.request(name, force ? { steal: true } : { signal }, hold).catch(() => {
      if (signal.aborted) return
      leader?.close()
      leader = undefined
      stand()
    })
  }

  const onNetwork = ({ type }: Event) => (type === 'online' ? leader?.reopen() : leader?.close())
  const asking = setInterval(() => document.hidden || sayHere(), ASK_EVERY)
  document.addEventListener('visibilitychange', sayHere)
  for (const change of ['online', 'offline']) addEventListener(change, onNetwork)
  channel?.addEventListener('message', ({ data }) => take(data))
  if (locks) {
    stand()
    const present = new Promise<void>((resolve) => left.signal.addEventListener('abort', () => resolve()))
    locks.request(lockOf(seat.id), () => {
      sayHere()
      return present
    })
  } else lead()

  return () => {
    clearInterval(asking)
    clearTimeout(waiting)
    document.removeEventListener('visibilitychange', sayHere)
    for (const change of ['online', 'offline']) removeEventListener(change, onNetwork)
    leader?.close()
    leader = undefined
    standing?.abort()
    left.abort()
    channel?.close()
  }
}
