import type { BoardStore } from '@/components/board/store/board-store'
import { createObservable } from '@/components/observable'
import type { Row } from './row'

export type RowsState = {
  rows: Row[]
  /** The cursor of the next page; null once all rows are loaded. */
  next: string | null
  /** The number of rows to scroll through, loaded or not. */
  size: number
  status: 'loading' | 'ready' | 'failed'
  /** The row up to which is being loaded when that is more than a page away; else 0. */
  catchingUpTo: number
  /** Whether a change has left a row out of order: rows move only when sorted again. */
  isOutOfOrder: boolean
}

const nothing: RowsState = { rows: [], next: null, size: 0, status: 'loading', catchingUpTo: 0, isOutOfOrder: false }

export type LoadedRows = ReturnType<typeof createLoadedRows>

/** The loaded rows, and the index of each. */
export function createLoadedRows(store: BoardStore) {
  const state = createObservable(nothing)
  const places = new Map<string, number>()

  function set(changes: Partial<RowsState>) {
    const now = { ...state.get(), ...changes }
    if (changes.rows) {
      places.clear()
      for (const [at, { id }] of now.rows.entries()) places.set(id, at)
    }
    now.size = now.next === null ? now.rows.length : Math.max(now.rows.length + 1, countOf(store))
    state.set(now)
  }

  return {
    state,
    set,
    has: (id: string) => places.has(id),
    rowOf: (id: string) => state.get().rows[places.get(id) ?? -1],
    indexOf: (id: string) => places.get(id) ?? -1,
  }
}

/** The number of deals in all stages, under the filter. */
const countOf = (store: BoardStore) => store.stages.reduce((sum, { id }) => sum + store.column(id).totals.count, 0)
