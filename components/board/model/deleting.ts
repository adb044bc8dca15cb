import { createDeleter } from '../outbox/deleter'
import type { Undo } from '../outbox/undo'
import type { BoardState } from './board-state'
import type { Refresher } from './refresher'

export const createDeleting = ({ store }: BoardState, undo: Undo, { refetch, refreshTotals, release }: Refresher) =>
  createDeleter({
    store,
    undo,
    onRefused: refetch,
    onFinished(id) {
      refreshTotals()
      release(id)
    },
  })
