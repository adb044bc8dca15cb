import { createConnection, type StreamEvent } from './connection'
import { isLaterCursor } from './cursor'
import { createIdleTimer } from './idle-timer'
import type { Signal } from './live-status'
import { createSeats, type Seat } from './seats'

export type Message =
  | { kind: 'seat'; seat: Seat }
  | { kind: 'left'; seatId: string }
  | { kind: 'roll call' }
  | { kind: 'signal'; signal: Signal }
  /** `to`: the seats that have missed nothing so far. */
  | { kind: 'event'; to: string[]; event: StreamEvent }

/** Milliseconds within which several new seats open the stream once. */
const GATHER_MS = 50

export type Leader = ReturnType<typeof createLeader>

/** Keeps the one stream of a browser open and posts its events to all tabs. */
export function createLeader(post: (message: Message) => void) {
  const seats = createSeats()
  const presence = new Map<string, StreamEvent>()
  let served = new Set<string>()
  let pipelines = new Set<string>()
  /** The cursor up to which the stream has been posted; undefined while there is no stream. */
  let position: string | undefined
  let signal: Signal = 'opening'
  let gathering: ReturnType<typeof setTimeout> | undefined

  const connection = createConnection({
    address() {
      advanceSeats()
      presence.clear()
      served = new Set(seats.ids())
      pipelines = new Set(seats.pipelineIds())
      position = seats.earliestCursor()
      return `/api/changes/stream?presence=true&after=${position}&pipelineId=${[...pipelines]}`
    },
    onEvent(event) {
      if (event.name === 'presence') presence.set(JSON.parse(event.data).pipelineId, event)
      else if (event.name !== 'beat') position = event.id
      post({ kind: 'event', to: [...served], event })
      if (event.name !== 'resync') return
      seats.reset(event.id)
      connection.open()
    },
    onSignal(now) {
      signal = now
      post({ kind: 'signal', signal })
    },
  })

  // A browser has few connections per site, so a stream that nobody sees is closed.
  const idleTimer = createIdleTimer(close)

  function advanceSeats() {
    if (position) seats.advance(served, position)
  }

  function openSoon() {
    clearTimeout(gathering)
    gathering = setTimeout(connection.open, GATHER_MS)
  }

  function take(seat: Seat) {
    connection.check()
    seats.put(seat)
    for (const id of seats.silentIds()) remove(id)
    idleTimer.update(seats.isVisible())
    if (served.has(seat.id)) post({ kind: 'signal', signal })
    else serve(seat)
  }

  function remove(id: string) {
    seats.remove(id)
    served.delete(id)
    if (seats.isEmpty()) close()
    else idleTimer.update(seats.isVisible())
  }

  function serve({ id, pipelineId, cursor }: Seat) {
    if (!position || !pipelines.has(pipelineId) || isLaterCursor(position, cursor)) return openSoon()
    served.add(id)
    post({ kind: 'signal', signal })
    const event = presence.get(pipelineId)
    if (event) post({ kind: 'event', to: [id], event })
  }

  function close() {
    clearTimeout(gathering)
    idleTimer.stop()
    connection.close()
    advanceSeats()
    served.clear()
    position = undefined
  }

  function reopen() {
    if (seats.isEmpty()) return
    openSoon()
    idleTimer.update(seats.isVisible())
  }

  return { take, remove, close, reopen }
}
