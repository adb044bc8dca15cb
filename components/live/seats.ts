import { earliestCursor, latestCursor } from './cursor'

/** What a tab follows: the changes of one pipeline after a cursor. */
export type Seat = { id: string; pipelineId: string; cursor: string; isHidden: boolean }

/** Milliseconds after which a visible tab reports its seat again. */
export const ROLL_CALL_MS = 20_000
const SILENT_MS = 3 * ROLL_CALL_MS
const MOST_PIPELINES = 50

/** The tabs of a browser that follow the stream, each with the cursor that it has reached. */
export function createSeats() {
  const seats = new Map<string, Seat & { reportedAt: number }>()
  return {
    isEmpty: () => seats.size === 0,
    isVisible: () => [...seats.values()].some(({ isHidden }) => !isHidden),
    ids: () => [...seats.keys()],
    pipelineIds: () => [...seats.values()].map(({ pipelineId }) => pipelineId).slice(0, MOST_PIPELINES),
    earliestCursor: () => [...seats.values()].map(({ cursor }) => cursor).reduce(earliestCursor),

    /** The tabs that were visible when they last reported, too long ago: they have crashed. */
    silentIds: () =>
      [...seats.values()].flatMap(({ id, isHidden, reportedAt }) =>
        !isHidden && Date.now() - reportedAt > SILENT_MS ? id : [],
      ),

    /** Adds the seat, or updates whether its tab is hidden. */
    put({ cursor, ...seat }: Seat) {
      seats.set(seat.id, { cursor: seats.get(seat.id)?.cursor ?? cursor, ...seat, reportedAt: Date.now() })
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
