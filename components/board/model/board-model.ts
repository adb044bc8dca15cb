import { outbox } from '@/components/outbox/outbox'
import type { Board } from '@/lib/board/schema'
import { refusalOf } from '../store/stage-limits'
import { placeInWords, stageNameIn } from '../words/place-in-words'
import type { BoardQuery } from './board-requests'
import { createBoardState } from './board-state'
import { createDealChanges } from './deal-changes'
import { createDealNews } from './deal-news'
import { createReceiver } from './receiver'
import { createRefresher } from './refresher'
import { createPages, createShownDeals } from './shown-deals'

export type BoardModel = ReturnType<typeof createBoardModel>

/** Connects the parts of a board: store, requests, outbox and stream. */
export function createBoardModel(board: Board, shownUnder: BoardQuery, refreshPage: () => void) {
  const state = createBoardState(board, shownUnder)
  const shown = createShownDeals(board, shownUnder)
  const dealNews = createDealNews(state)
  const refresher = createRefresher({ state, shown, dealNews, refreshPage })
  const pages = createPages(state, shown)
  const changes = createDealChanges({ state, shown, dealNews, refresher })
  const { receive, take } = createReceiver({ state, shown, dealNews, refresher, reload: pages.reload })
  const { store } = state

  return {
    store,
    drag: state.drag,
    speech: state.speech,
    loadFailed: state.loadFailed,
    presence: state.presence,
    changedBy: dealNews.changedBy,
    quickAdd: state.quickAdd,
    lists: state.lists,
    loadUpTo: pages.loadUpTo,
    loadAgain: pages.retry,
    take,
    isFiltered: shown.isFiltered,
    orderWords: shown.orderWords,
    view: changes.view,
    move: changes.move,
    edit: changes.edit,
    remove: changes.remove,
    add: changes.add,
    hidden: dealNews.hidden,
    selection: state.selection,
    withProgress: outbox.progress.during,
    receive,
    release: refresher.release,
    refetch: refresher.refetch,
    refreshTotals: refresher.refreshTotals,
    stageName: (stageId: string) => stageNameIn(store, stageId),
    placeInWords: (ids: string[], at?: { cell: string; index: number }) => placeInWords(store, ids, at),
    /** Why a stage takes no more of these deals; unknown under a filter, as limits are about all deals. */
    refusalOf: (stageId: string, ids: Iterable<string>) =>
      shown.isFiltered() ? undefined : refusalOf(store, stageId, ids, board.pipeline.currency),
    focus: state.focus,
    returnTo: state.returnTo,
    returnToStage: state.returnToStage,
    goTo: state.goTo,
    guardFocus: state.guardFocus,
  }
}
