import type { BoardStore } from '@/components/board/store/board-store'
import { createCell } from '@/components/board/store/observable'
import type { Row } from './row'

export type RowsView = {
  rows: Row[]
  /** Null once all are here. */
  next: string | null
  /** Rows to scroll through; those past `rows` are not loaded yet. */
  size: number
  status: 'loading' | 'ready' | 'failed'
  /** How far is being read, when that is more than a page away. */
  catchingUpTo: number
  /** A row stays where it is while it is looked at, though a change would put it elsewhere. */
  isOutOfOrder: boolean
}

const nothing: RowsView = { rows: [], next: null, size: 0, status: 'loading', catchingUpTo: 0, isOutOfOrder: false }

export type LoadedRows = ReturnType<typeof createLoadedRows>

/** The rows that are here, and the place of each. */
export function createLoadedRows(store: BoardStore) {
  const view = createCell(nothing)
  const places = new Map<string, number>()

  function set(changes: Partial<RowsView>) {
    const now = { ...view.get(), ...changes }
    if (changes.rows) {
      places.clear()
      for (const [at, { id }] of now.rows.entries()) places.set(id, at)
    }
    now.size = now.next === null ? now.rows.length : Math.max(now.rows.length + 1, countOf(store))
    view.set(now)
  }

  return {
    view,
    set,
    has: (id: string) => places.has(id),
    rowOf: (id: string) => view.get().rows[places.get(id) ?? -1],
    placeOf: (id: string) => places.get(id) ?? -1,
  }
}

/** Under the filter, in all stages. */
const countOf = (store: BoardStore) => store.stages.reduce((sum, { id }) => sum + store.column(id).totals.count, 0)
