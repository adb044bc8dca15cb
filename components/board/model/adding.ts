import type { CardPage } from '@/lib/board/schema'
import { createAdder } from '../outbox/adder'
import type { Gates } from '../outbox/gates'
import { added } from '../words/announcements'
import { stageNameIn } from '../words/place-in-words'
import type { BoardState } from './board-state'
import type { Refresher } from './refresher'
import type { ShownDeals } from './shown-deals'

export type Adding = ReturnType<typeof createAdding>

export function createAdding(state: BoardState, shown: ShownDeals, gates: Gates, refresher: Refresher) {
  const { board, store, speech } = state
  return createAdder({
    store,
    gates,
    board,
    fetchCard: (id) => shown.askUnfiltered<CardPage>(`cards?ids=${id}`),
    refetch: refresher.refetch,
    onAdded: (title, stageId) => speech.set(added(title, stageNameIn(store, stageId))),
    onFinished(deferred) {
      refresher.refreshTotals()
      for (const id of deferred) refresher.release(id)
    },
  })
}
