import { createObservable } from '@/components/observable'
import type { Board } from '@/lib/board/schema'
import type { ChangeEvent } from '@/lib/live/schema'
import { BoardStore } from '../store/board-store'
import { createFocus } from '../store/focus'
import type { ListHandle } from '../store/list-handle'
import { orderBy } from '../store/order'
import { createSelection } from '../store/selection'
import type { BoardQuery } from './board-requests'
import type { DragState } from './drag-state'
import { createPresence } from './presence'

export type BoardState = ReturnType<typeof createBoardState>

/** The state of a board in this browser: its deals, drag, selection and messages. */
export function createBoardState(board: Board, shownUnder: BoardQuery) {
  const store = new BoardStore(board, cardOrder(board, shownUnder))
  const drag = createObservable<DragState | null>(null)
  const speech = createObservable('')
  const lists = new Map<string, ListHandle>()
  return {
    board,
    store,
    /** The last change of the stream; no event means that changes may have been missed. */
    changes: createObservable<{ event?: ChangeEvent }>({}),
    drag,
    speech,
    loadFailed: createObservable(false),
    /** The id of the stage whose quick add is open. */
    quickAdd: createObservable<string | null>(null),
    lists,
    ...createFocus(store, lists),
    presence: createPresence(board, store, drag),
    selection: createSelection(store, speech.set),
  }
}

export const cardOrder = (board: Board, { sort }: BoardQuery) => (sort ? orderBy(sort, board) : undefined)
