import { createRemover } from '../outbox/remover'
import type { Undo } from '../outbox/undo'
import type { BoardState } from './board-state'
import type { Refresher } from './refresher'

export const createRemoving = ({ store }: BoardState, undo: Undo, { refetch, refreshTotals, release }: Refresher) =>
  createRemover({
    store,
    undo,
    onRefused: refetch,
    onSettled(id) {
      refreshTotals()
      release(id)
    },
  })
