import { createElection } from './election'
import { createLeader, type Leader, type Message } from './leader'
import type { Signal } from './live-status'
import { createPipelineEvents, type PipelineListeners } from './pipeline-events'
import { ROLL_CALL_MS, type Seat } from './seats'

/** Milliseconds after which a leader that has not answered is taken for frozen or crashed. */
const ANSWER_MS = 3_000

type Options = PipelineListeners & {
  userId: string
  pipelineId: string
  cursor: string
  onSignal: (signal: Signal) => void
}

/** Follows a pipeline over the one stream that all tabs of a browser share. Returns a function that leaves it. */
export function joinStream({ userId, pipelineId, cursor, onSignal, ...listeners }: Options) {
  const name = `penstock live ${userId}`
  const channel = new BroadcastChannel(name)
  const seat: Seat = { id: String(Math.random()), pipelineId, cursor, isHidden: document.hidden }
  const receive = createPipelineEvents(seat, listeners)
  const ending = new AbortController()
  const { signal } = ending
  let leader: Leader | undefined
  let answering: ReturnType<typeof setTimeout> | undefined

  const election = createElection({ name, id: seat.id, onElected: lead, onDeposed: resign, signal })

  function post(message: Message) {
    channel.postMessage(message)
    take(message)
  }

  function take(message: Message) {
    switch (message.kind) {
      case 'seat':
        return leader?.take(message.seat)
      case 'left':
        return leader?.remove(message.seatId)
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
    election.run()
    seat.isHidden = document.hidden
    clearTimeout(answering)
    if (!leader && !seat.isHidden) answering = setTimeout(() => election.run(true), ANSWER_MS)
    post({ kind: 'seat', seat: { ...seat } })
  }

  function lead() {
    leader = createLeader(post)
    post({ kind: 'roll call' })
  }

  function resign() {
    leader?.close()
    leader = undefined
  }

  function leave() {
    clearTimeout(answering)
    election.withdraw()
    channel.postMessage({ kind: 'left', seatId: seat.id } satisfies Message)
  }

  const reporting = setInterval(() => document.hidden || report(), ROLL_CALL_MS)
  document.addEventListener('visibilitychange', report, { signal })
  addEventListener('online', () => leader?.reopen(), { signal })
  addEventListener('offline', () => leader?.close(), { signal })
  addEventListener('pagehide', leave, { signal })
  addEventListener('pageshow', ({ persisted }) => persisted && report(), { signal })
  channel.addEventListener('message', ({ data }) => take(data))
  report()

  return () => {
    clearInterval(reporting)
    leave()
    ending.abort()
    channel.close()
  }
}
