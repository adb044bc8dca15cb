import type { BoardStore } from './board-store'
import { type Totals, together } from './totals'

/** Of all stages where deals are still open; the same until one of them changes. */
export function createOpenTotals(store: BoardStore) {
  let known: { of: Totals[]; totals: Totals } | undefined
  return () => {
    const of = store.stages.filter(({ kind }) => kind === 'open').map(({ id }) => store.column(id).totals)
    if (!known || of.length !== known.of.length || of.some((totals, i) => totals !== known!.of[i]))
      known = { of, totals: together(of) }
    return known.totals
  }
}
