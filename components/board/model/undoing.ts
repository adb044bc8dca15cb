import type { Deal } from '@/lib/deals/schema'
import { createUndo } from '../outbox/undo'
import type { BoardState } from './board-state'
import type { Refresher } from './refresher'

export function createUndoing({ store, progress, speech }: BoardState, { refetch }: Refresher) {
  const undo = createUndo({ store, progress, refetch, say: speech.set })
  return {
    ...undo,
    undoLast: () => undo.undo(),
    noteEdit: ({ id, version, title }: Deal) => undo.note({ id, version, deleted: false, what: `Edited ${title}` }),
    noteDeletion: ({ id, version, title }: Deal) =>
      undo.offer({ id, version, deleted: true, what: `Deleted ${title}` }),
  }
}
