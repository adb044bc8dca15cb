import { outbox } from '@/components/outbox/outbox'
import type { Board } from '@/lib/board/schema'
import { refusalOf } from '../store/stage-limits'
import { placeInWords } from '../words/place-in-words'
import { type BoardQuery, createBoardRequests } from './board-requests'
import { createBoardState } from './board-state'
import { createDealChanges } from './deal-changes'
import { createDealNews } from './deal-news'
import { createPages } from './pages'
import { createReceiver } from './receiver'
import { createRefresher } from './refresher'
import { createStandIn } from './stand-in'

export type BoardModel = ReturnType<typeof createBoardModel>

type Page = { refreshPage: () => void; openDeal: (id: string) => void }

/** Connects the parts of a board: store, requests, outbox and stream. */
export function createBoardModel(board: Board, shownUnder: BoardQuery, { refreshPage, openDeal }: Page) {
  const state = createBoardState(board, shownUnder)
  const shown = createBoardRequests(`/api/pipelines/${board.pipeline.id}`, shownUnder)
  const dealNews = createDealNews(state, openDeal)
  const refresher = createRefresher({ state, shown, dealNews, refreshPage })
  const pages = createPages(state, shown)
  const changes = createDealChanges({ state, shown, dealNews, refresher })
  const receiver = createReceiver({ state, shown, dealNews, refresher, reload: pages.reload })
  const { store } = state

  return {
    ...state,
    ...changes,
    ...receiver,
    loadUpTo: pages.loadUpTo,
    loadAgain: pages.retry,
    changedBy: dealNews.changedBy,
    isChangedElsewhere: dealNews.isChangedElsewhere,
    standIn: createStandIn(state, dealNews),
    isFiltered: shown.isFiltered,
    orderWords: shown.orderWords,
    release: refresher.release,
    refetch: refresher.refetch,
    withProgress: outbox.progress.during,
    placeInWords: (ids: string[], at?: { cell: string; index: number }) => placeInWords(store, ids, at),
    /** Why a stage takes no more of these deals; unknown under a filter, as limits are about all deals. */
    refusalOf: (stageId: string, ids: Iterable<string>) =>
      shown.isFiltered() ? undefined : refusalOf(store, stageId, ids, board.pipeline.currency),
  }
}
