import type { Board } from '@/lib/board/schema'
import { createGates } from '../outbox/gates'
import { createOpenTotals } from '../store/open-totals'
import { refusalOf } from '../store/stage-limits'
import { placeInWords, stageNameIn } from '../words/place-in-words'
import { createAdding } from './adding'
import type { BoardQuery } from './board-requests'
import { createBoardState } from './board-state'
import { createDealNews } from './deal-news'
import { createDeleting } from './deleting'
import { createMoving } from './moving'
import { createReceiver } from './receiver'
import { createRefresher } from './refresher'
import { createPages, createShownDeals } from './shown-deals'
import { createUndoing } from './undoing'

export type BoardModel = ReturnType<typeof createBoardModel>

/** Connects the parts of a board: store, requests, outbox and stream. */
export function createBoardModel(board: Board, shownUnder: BoardQuery, refreshPage: () => void) {
  const state = createBoardState(board, shownUnder)
  const shown = createShownDeals(board, shownUnder)
  const dealNews = createDealNews(state)
  const refresher = createRefresher({ state, shown, dealNews, isDeferred: (id) => adding.isDeferred(id), refreshPage })
  const undo = createUndoing(state, refresher)
  const pages = createPages(state, shown)
  const gates = createGates()
  const adding = createAdding(state, shown, gates, refresher)
  const { move, bulk } = createMoving({ state, shown, dealNews, gates, undo, refresher })
  const deleteDeal = createDeleting(state, undo, refresher)
  const { receive, take } = createReceiver({ state, shown, dealNews, refresher, adding, reload: pages.reload })
  const { store, progress } = state

  return {
    store,
    openTotals: createOpenTotals(store),
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
    move,
    questions: gates.questions,
    bulk,
    deleteDeal,
    selection: state.selection,
    progress: progress.text,
    withProgress: progress.during,
    add: adding.add,
    undo: undo.undoLast,
    noteEdit: undo.noteEdit,
    noteDeletion: undo.noteDeletion,
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
    goTo: state.goTo,
  }
}
