import type { CardPage } from '@/lib/board/schema'
import { laneQuery } from '../store/cells'
import { createPageLoader } from '../store/page-loader'
import type { ShownDeals } from './board-requests'
import type { BoardState } from './board-state'

const PAGE = 500

/** Loads the deals of cells page by page. */
export const createPages = ({ store, loadFailed }: BoardState, { ask }: ShownDeals) =>
  createPageLoader(
    store,
    (key, after) => {
      const cell = store.cells.at(key)!
      const page = { stageId: cell.stageId, ...laneQuery(cell), ...(after && { after }), take: String(PAGE) }
      return ask<CardPage>(`cards?${new URLSearchParams(page)}`)
    },
    loadFailed.set,
  )
