import type { Board } from '@/lib/board/schema'
import { createGates } from '../outbox/gates'
import { createOpenTotals } from '../store/open-totals'
import { stageNameIn, standingIn } from '../words/place-in-words'
import { createAdding } from './adding'
import type { Asked } from './board-requests'
import { createBoardState } from './board-state'
import { createDealNews } from './deal-news'
import { createMoving } from './moving'
import { createReceiver } from './receiver'
import { createRefresher } from './refresher'
import { createRemoving } from './removing'
import { createPages, createShownDeals } from './shown-deals'
import { createUndoing } from './undoing'

export type BoardModel = ReturnType<typeof createBoardModel>

/** Everything a board does in the browser, wired once per page. */
export function createBoardModel(board: Board, shownUnder: Asked, refreshPage: () => void) {
  const state = createBoardState(board, shownUnder)
  const shown = createShownDeals(board, shownUnder)
  const dealNews = createDealNews(state)
  const refresher = createRefresher({ state, shown, dealNews, isHeld: (id) => adding.isHeld(id), refreshPage })
  const undo = createUndoing(state, refresher)
  const pages = createPages(state, shown)
  const gates = createGates()
  const adding = createAdding(state, shown, gates, refresher)
  const { move, bulk } = createMoving({ state, shown, dealNews, gates, undo, refresher })
  const remove = createRemoving(state, undo, refresher)
  const { receive, take } = createReceiver({ state, shown, dealNews, refresher, adding, reload: pages.reload })
  const { store, progress } = state

  return {
    store,
    openTotals: createOpenTotals(store),
    drag: state.drag,
    speech: state.speech,
    loadFailed: state.loadFailed,
    presence: state.presence,
    adding: state.quickAdd,
    lists: state.lists,
    loadUpTo: pages.loadUpTo,
    loadAgain: pages.retry,
    take,
    isFiltered: shown.isFiltered,
    orderWords: shown.orderWords,
    move,
    questions: gates.questions,
    bulk,
    remove,
    selection: state.selection,
    progress: progress.text,
    whileLong: progress.during,
    add: adding.add,
    undo: undo.undoLast,
    noteEdit: undo.noteEdit,
    noteDeletion: undo.noteDeletion,
    receive,
    release: refresher.release,
    refetch: refresher.refetch,
    refreshTotals: refresher.refreshTotals,
    stageName: (stageId: string) => stageNameIn(store, stageId),
    standing: (ids: string[], at?: { cell: string; index: number }) => standingIn(store, ids, at),
    focus: state.focus,
    goTo: state.goTo,
  }
}
