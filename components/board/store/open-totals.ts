import type { BoardStore } from './board-store'
import { addTotals, type Totals } from './totals'

/** Returns a function for the totals of several columns together. */
export function createTotalsOf(store: BoardStore, keys: () => string[]) {
  let known: { of: Totals[]; totals: Totals } | undefined
  return () => {
    const of = keys().map((key) => store.column(key).totals)
    if (!known || of.length !== known.of.length || of.some((totals, i) => totals !== known!.of[i]))
      known = { of, totals: addTotals(of) }
    return known.totals
  }
}

export const createOpenTotals = (store: BoardStore) =>
  createTotalsOf(store, () => store.stages.filter(({ kind }) => kind === 'open').map(({ id }) => id))
