import { createElection } from './election'
import { createLeader, type Leader, type Message } from './leader'
import type { Signal } from './live-status'
import { createPipelineEvents, type PipelineListeners } from './pipeline-events'
import type { Seat } from './seats'

/** Milliseconds after which a leader that has not answered is taken for frozen. */
const ANSWER_MS = 3_000
const ROLL_CALL_MS = 20_000

type Options = PipelineListeners & {
  userId: string
  pipelineId: string
  cursor: string
  onSignal: (signal: Signal) => void
}

/** Follows a pipeline over the one stream that all tabs of a browser share. Returns a function that leaves it. */
export function joinStream({ userId, pipelineId, cursor, onSignal, ...listeners }: Options) {
  const name = `penstock live ${userId}`
  // Without a secure context there are no locks: each tab then leads itself.
  const { locks } = navigator as { locks?: LockManager }
  const channel = locks && new BroadcastChannel(name)
  const seat: Seat = { id: String(Math.random()), pipelineId, cursor, isHidden: document.hidden }
  const receive = createPipelineEvents(seat, listeners)
  const left = new AbortController()
  let leader: Leader | undefined
  let answering: ReturnType<typeof setTimeout> | undefined

  const lockOf = (seatId: string) => `${name} ${seatId}`
  const election = locks && createElection({ locks, name, onElected: lead, onDeposed: resign })

  function post(message: Message) {
    channel?.postMessage(message)
    take(message)
  }

  function take(message: Message) {
    switch (message.kind) {
      case 'seat':
        return leader?.take(message.seat)
      case 'roll call':
        return report()
      case 'event':
        return message.to.includes(seat.id) ? receive(message.event) : undefined
      case 'signal':
        clearTimeout(answering)
        onSignal(message.signal)
    }
  }

  function report() {
    seat.isHidden = document.hidden
    clearTimeout(answering)
    if (election && !leader && !seat.isHidden) answering = setTimeout(() => election.run(true), ANSWER_MS)
    post({ kind: 'seat', seat: { ...seat } })
  }

  function lead() {
    leader = createLeader({ post, whenGone })
    post({ kind: 'roll call' })
  }

  function resign() {
    leader?.close()
    leader = undefined
  }

  function whenGone(seatId: string, forget: () => void) {
    locks?.request(lockOf(seatId), { signal: left.signal }, forget).catch(() => {})
  }

  const onNetwork = ({ type }: Event) => (type === 'online' ? leader?.reopen() : leader?.close())

  const reporting = setInterval(() => document.hidden || report(), ROLL_CALL_MS)
  document.addEventListener('visibilitychange', report)
  for (const change of ['online', 'offline']) addEventListener(change, onNetwork)
  channel?.addEventListener('message', ({ data }) => take(data))
  if (locks && election) {
    election.run()
    const present = new Promise<void>((resolve) => left.signal.addEventListener('abort', () => resolve()))
    locks.request(lockOf(seat.id), () => {
      report()
      return present
    })
  } else lead()

  return () => {
    clearInterval(reporting)
    clearTimeout(answering)
    document.removeEventListener('visibilitychange', report)
    for (const change of ['online', 'offline']) removeEventListener(change, onNetwork)
    resign()
    election?.withdraw()
    left.abort()
    channel?.close()
  }
}
