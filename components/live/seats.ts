import { earliestCursor, latestCursor } from './cursor'

/** What a tab follows: the changes of one pipeline after a cursor. */
export type Seat = { id: string; pipelineId: string; cursor: string; isHidden: boolean }

const MOST_PIPELINES = 50

/** The tabs of a browser that follow the stream, each with the cursor that it has reached. */
export function createSeats() {
  const seats = new Map<string, Seat>()
  return {
    isEmpty: () => seats.size === 0,
    isVisible: () => [...seats.values()].some(({ isHidden }) => !isHidden),
    ids: () => [...seats.keys()],
    pipelineIds: () => [...seats.values()].map(({ pipelineId }) => pipelineId).slice(0, MOST_PIPELINES),
    earliestCursor: () => [...seats.values()].map(({ cursor }) => cursor).reduce(earliestCursor),

    /** Adds the seat, or updates whether its tab is hidden; true when it is new. */
    put(seat: Seat) {
      const known = seats.get(seat.id)
      if (known) known.isHidden = seat.isHidden
      else seats.set(seat.id, { ...seat })
      return !known
    },

    remove: (id: string) => seats.delete(id),

    /** Moves the cursors of these seats on to `position`, never back. */
    advance(ids: Iterable<string>, position: string) {
      for (const id of ids) {
        const seat = seats.get(id)
        if (seat) seat.cursor = latestCursor(seat.cursor, position)
      }
    },

    /** Sets every cursor to `cursor`, be it an earlier one. */
    reset(cursor: string) {
      for (const seat of seats.values()) seat.cursor = cursor
    },
  }
}
