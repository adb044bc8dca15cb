import type { BoardStore } from './board-store'
import type { Cell } from './cells'
import { addTotals, type Totals } from './totals'

/** Returns a function for the totals of several columns together, the same object while none of them changes. */
export function createTotalsOf(cells: Pick<Cell, 'key'>[]) {
  let known: { of: Totals[]; totals: Totals } | undefined
  return (store: BoardStore) => {
    const of = cells.map(({ key }) => store.column(key).totals)
    if (!known || of.some((totals, i) => totals !== known!.of[i])) known = { of, totals: addTotals(of) }
    return known.totals
  }
}
