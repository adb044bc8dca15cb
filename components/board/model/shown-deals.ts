import type { Board, CardPage } from '@/lib/board/schema'
import { laneQuery } from '../store/cells'
import { sortWords } from '../store/order'
import { createPageLoader } from '../store/page-loader'
import { type BoardQuery, createBoardRequests } from './board-requests'
import type { BoardState } from './board-state'

const PAGE = 500

export type ShownDeals = ReturnType<typeof createShownDeals>

/** The query whose deals the board shows, and requests under it. */
export function createShownDeals({ pipeline }: Board, shownUnder: BoardQuery) {
  const requests = createBoardRequests(`/api/pipelines/${pipeline.id}`, shownUnder)
  return {
    ...requests,
    isFiltered: () => requests.current().filter !== '',
    /** Why deals cannot be arranged by hand; empty where they can. */
    orderWords() {
      const { sort } = requests.current()
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
