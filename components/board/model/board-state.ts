import type { Board } from '@/lib/board/schema'
import { createProgress } from '../outbox/progress'
import { BoardStore } from '../store/board-store'
import { createFocus } from '../store/focus'
import type { ListHandle } from '../store/list-handle'
import { createCell } from '../store/observable'
import { orderBy } from '../store/order'
import { createSelection } from '../store/selection'
import type { Asked } from './board-requests'
import type { Drag } from './drag-state'
import { createPresence } from './presence'

export type BoardState = ReturnType<typeof createBoardState>

/** What a board holds: its deals, and what is being done with them in this browser. */
export function createBoardState(board: Board, shownUnder: Asked) {
  const store = new BoardStore(board, orderOf(board, shownUnder))
  const drag = createCell<Drag | null>(null)
  const speech = createCell('')
  const lists = new Map<string, ListHandle>()
  return {
    board,
    store,
    drag,
    speech,
    loadFailed: createCell(false),
    /** The stage whose quick add is open. */
    quickAdd: createCell<string | null>(null),
    lists,
    ...createFocus(store, lists),
    presence: createPresence(board, drag),
    selection: createSelection(store, speech.set),
    progress: createProgress(),
  }
}

export const orderOf = (board: Board, { sort }: Asked) => (sort ? orderBy(sort, board) : undefined)
