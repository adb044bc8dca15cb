import type { BoardStore } from './board-store'
import { type Totals, together } from './totals'

/** Of several columns together; the same until one of them changes. */
export function createTotalsOf(store: BoardStore, keys: () => string[]) {
  let known: { of: Totals[]; totals: Totals } | undefined
  return () => {
    const of = keys().map((key) => store.column(key).totals)
    if (!known || of.length !== known.of.length || of.some((totals, i) => totals !== known!.of[i]))
      known = { of, totals: together(of) }
    return known.totals
  }
}

/** Of all stages where deals are still open. */
export const createOpenTotals = (store: BoardStore) =>
  createTotalsOf(store, () => store.stages.filter(({ kind }) => kind === 'open').map(({ id }) => id))
