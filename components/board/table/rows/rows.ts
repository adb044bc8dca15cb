import type { BoardStore } from '@/components/board/store/board-store'
import { createCardRefresher } from '@/components/board/store/card-refresher'
import type { Board } from '@/lib/board/schema'
import type { ChangeEvent } from '@/lib/live/schema'
import { createLoadedRows } from './loaded-rows'
import { merge } from './merge'
import type { Row } from './row'
import { orderOf } from './row-order'
import { createRowPages } from './row-pages'
import { createRowQuery } from './row-query'

export type Rows = ReturnType<typeof createRows>

/** The deals of a pipeline in one order, loaded page by page and kept up with what others change. */
export function createRows({ pipeline, members }: Board, store: BoardStore) {
  const query = createRowQuery(pipeline.id)
  const loaded = createLoadedRows(store)
  const { view, set, rowOf, placeOf } = loaded
  const { show, showAgain, loadUpTo, goOn, isLoading } = createRowPages({ query, loaded, onPage: wantLate })
  /** Changed while a page was on its way, which may show them as they were. */
  const late = new Set<string>()

  const refresher = createCardRefresher<Row>({
    isBusy: () => false,
    fetchCards: query.fetchRows,
    onFetched(ids, found) {
      const { rows, next, isOutOfOrder } = view.get()
      const merged = merge(rows, ids, found, orderOf(query.asked().sort, store.stages, members), next === null)
      set({ rows: merged.rows, isOutOfOrder: isOutOfOrder || merged.isOutOfOrder })
    },
  })

  /** Without an event, any may have been missed. */
  function hear(event?: ChangeEvent) {
    if (!event) return showAgain()
    const { entity, entityId: id, version, action } = event
    if (entity !== 'deal' || (action !== 'deleted' && version <= (rowOf(id)?.version ?? 0))) return
    if (isLoading()) late.add(id)
    refresher.want(id)
  }

  function wantLate() {
    for (const id of late) refresher.want(id)
    late.clear()
  }

  return {
    view,
    show,
    showAgain,
    goOn,
    loadUpTo,
    hear,
    rowOf,
    placeOf,
    refetch: (id: string) => refresher.want(id),
  }
}
