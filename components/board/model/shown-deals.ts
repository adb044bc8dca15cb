import type { Board, CardPage } from '@/lib/board/schema'
import { laneQuery } from '../store/cells'
import { sortWords } from '../store/order'
import { createPageLoader } from '../store/page-loader'
import { type Asked, createBoardRequests } from './board-requests'
import type { BoardState } from './board-state'

const PAGE = 500

export type ShownDeals = ReturnType<typeof createShownDeals>

/** Which deals of the pipeline are shown and in what order, and a way to ask the server of them. */
export function createShownDeals({ pipeline }: Board, shownUnder: Asked) {
  const asker = createBoardRequests(`/api/pipelines/${pipeline.id}`, shownUnder)
  return {
    ...asker,
    isFiltered: () => asker.now().filter !== '',
    /** Why deals cannot be arranged; empty where they can. */
    orderWords() {
      const { sort } = asker.now()
      return sort && `Order follows the sort by ${sortWords(sort)}`
    },
  }
}

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
