import { createConnection, type StreamEvent } from './connection'
import { earlier, isLater, later } from './cursor'
import type { Signal } from './live-status'

/** A tab's wish: what happens at the pipeline after the cursor. */
export type Seat = { id: string; pipelineId: string; cursor: string; isHidden: boolean }

export type Message =
  | { kind: 'seat'; seat: Seat }
  | { kind: 'roll call' }
  | { kind: 'signal'; signal: Signal }
  /** `to` are the seats that have been served without a gap so far. */
  | { kind: 'event'; to: string[]; event: StreamEvent }

/** What is asked for within a moment is asked for together. */
const GATHER = 50
/** A browser has few connections per site: when nobody looks, the stream is given back until somebody does. */
const HIDDEN_FOR = 60_000
const MOST_PIPELINES = 50

type Options = {
  post: (message: Message) => void
  /** Calls back when the seat's tab has left, closed or crashed. */
  whenGone: (seatId: string, forget: () => void) => void
}

export type Leader = ReturnType<typeof createLeader>

/** The tab that holds the stream, for all tabs of the browser. */
export function createLeader({ post, whenGone }: Options) {
  const seats = new Map<string, Seat>()
  const presence = new Map<string, StreamEvent>()
  let served = new Set<string>()
  let pipelines = new Set<string>()
  /** Everything up to here has been handed out; undefined while there is no stream. */
  let position: string | undefined
  let signal: Signal = 'opening'
  let gathering: ReturnType<typeof setTimeout> | undefined
  let hiding: ReturnType<typeof setTimeout> | undefined

  const connection = createConnection({
    address() {
      settle()
      presence.clear()
      served = new Set(seats.keys())
      pipelines = new Set([...seats.values()].map(({ pipelineId }) => pipelineId).slice(0, MOST_PIPELINES))
      position = [...seats.values()].map(({ cursor }) => cursor).reduce(earlier)
      return `/api/changes/stream?presence=true&after=${position}&pipelineId=${[...pipelines]}`
    },
    onEvent(event) {
      if (event.name === 'presence') presence.set(JSON.parse(event.data).pipelineId, event)
      else if (event.name !== 'beat') position = event.id
      post({ kind: 'event', to: [...served], event })
      if (event.name !== 'resync') return
      for (const seat of seats.values()) seat.cursor = event.id
      connection.open()
    },
    onSignal(now) {
      signal = now
      post({ kind: 'signal', signal })
    },
  })

  /** Where those who were served stand now. */
  function settle() {
    for (const id of served) {
      const seat = seats.get(id)
      if (seat && position) seat.cursor = later(seat.cursor, position)
    }
  }

  function openSoon() {
    clearTimeout(gathering)
    gathering = setTimeout(connection.open, GATHER)
  }

  function take(seat: Seat) {
    connection.check()
    const known = seats.get(seat.id)
    if (known) known.isHidden = seat.isHidden
    else {
      seats.set(seat.id, { ...seat })
      whenGone(seat.id, () => {
        seats.delete(seat.id)
        served.delete(seat.id)
        if (seats.size) rest()
        else close()
      })
    }
    rest()
    if (!served.has(seat.id)) admit(seat)
    else post({ kind: 'signal', signal })
  }

  function admit({ id, pipelineId, cursor }: Seat) {
    if (!position || !pipelines.has(pipelineId) || isLater(position, cursor)) return openSoon()
    served.add(id)
    post({ kind: 'signal', signal })
    const event = presence.get(pipelineId)
    if (event) post({ kind: 'event', to: [id], event })
  }

  /** Gives the stream back some time after the last tab was hidden. */
  function rest() {
    const isSeen = [...seats.values()].some(({ isHidden }) => !isHidden)
    if (isSeen) {
      clearTimeout(hiding)
      hiding = undefined
    } else hiding ??= setTimeout(close, HIDDEN_FOR)
  }

  function close() {
    clearTimeout(gathering)
    clearTimeout(hiding)
    hiding = undefined
    connection.close()
    settle()
    served.clear()
    position = undefined
  }

  return {
    take,
    close,
    /** After `close`, as when the network is back. */
    reopen() {
      if (!seats.size) return
      openSoon()
      rest()
    },
  }
}
