import type { BoardStore } from '@/components/board/store/board-store'
import { createCardRefresher } from '@/components/board/store/card-refresher'
import type { Board } from '@/lib/board/schema'
import type { ChangeEvent } from '@/lib/live/schema'
import { createLoadedRows } from './loaded-rows'
import { merge } from './merge'
import type { Row } from './row'
import { rowOrder } from './row-order'
import { createRowPages } from './row-pages'
import { createRowQuery } from './row-query'

export type Rows = ReturnType<typeof createRows>

/** The rows of the table, loaded page by page and updated by the stream. */
export function createRows({ pipeline }: Board, store: BoardStore) {
  const query = createRowQuery(pipeline.id)
  const loaded = createLoadedRows(store)
  const { state, set, rowOf, indexOf } = loaded
  const { show, showAgain, loadUpTo, goOn, isLoading } = createRowPages({ query, loaded, onPage: wantLate })
  /** The ids of deals changed while a page loads, which may have their old state. */
  const late = new Set<string>()

  const refresher = createCardRefresher<Row>({
    isBusy: () => false,
    fetchCards: query.fetchRows,
    onFetched(ids, found) {
      const { rows, next, isOutOfOrder } = state.get()
      const merged = merge(rows, ids, found, rowOrder(query.current().sort, store.stages, store.members), next === null)
      set({ rows: merged.rows, isOutOfOrder: isOutOfOrder || merged.isOutOfOrder })
    },
  })

  /** Applies a change of the stream; without an event, all rows are loaded again. */
  function hear(event?: ChangeEvent) {
    if (!event) return showAgain()
    const { entity, entityId: id, version, action } = event
    if (entity === 'contact') for (const row of state.get().rows) if (row.clientId === id) refresher.want(row.id)
    if (entity !== 'deal' || (action !== 'deleted' && version <= (rowOf(id)?.version ?? 0))) return
    if (isLoading()) late.add(id)
    refresher.want(id)
  }

  function wantLate() {
    for (const id of late) refresher.want(id)
    late.clear()
  }

  return {
    state,
    show,
    showAgain,
    goOn,
    loadUpTo,
    hear,
    rowOf,
    indexOf,
    refetch: (id: string) => refresher.want(id),
  }
}
