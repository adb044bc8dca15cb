import type { Board } from '@/lib/board/schema'
import type { ChangeEvent } from '@/lib/live/schema'
import { createRemovals } from '../store/removals'
import type { Adding } from './adding'
import type { Asked } from './board-requests'
import { type BoardState, orderOf } from './board-state'
import type { DealNews } from './deal-news'
import type { Refresher } from './refresher'
import type { ShownDeals } from './shown-deals'

type Options = {
  state: BoardState
  shown: ShownDeals
  dealNews: DealNews
  refresher: Refresher
  adding: Adding
  reload: (stageId: string) => void
}

/** Takes in what the server tells unasked: changes, and the board rendered anew. */
export function createReceiver({ state, shown, dealNews, refresher, adding, reload }: Options) {
  const { store, board } = state
  const { isFiltered, orderWords } = shown
  const { isBusy, refetch, putSent, refreshTotals, refreshPageSoon } = refresher
  const removeSoon = createRemovals(store)

  /** What the stream tells; versions that are here already are our own echo. */
  function receive(event: ChangeEvent) {
    if (event.entity === 'stage' && event.action === 'moved') return reload(event.entityId)
    if (event.entity === 'pipeline' || event.entity === 'stage') return refreshPageSoon()
    if (event.entity !== 'deal') return
    const { entityId: id, actorId, action, version } = event
    const byOther = actorId !== board.userId
    if (byOther && actorId) dealNews.noteActor(id, actorId)
    if (version <= store.versionOf(id) && action !== 'deleted') return
    refreshTotals()
    if (action === 'deleted' && !isBusy(id)) return removeSoon(id, version)
    if (action === 'created' && !byOther) adding.hold(id)
    // Whether it matches a filter, and whether it did before, the server knows; and what a sort goes by.
    const card = isFiltered() || orderWords() ? undefined : event.card
    const stageFrom = action === 'created' ? null : (event.stageFrom ?? undefined)
    dealNews.note(id, { stageFrom: isFiltered() ? undefined : stageFrom, byOther }, card)
    if (card) putSent(id)
    else refetch(id)
  }

  /** What the server has rendered; where something else was asked for than before, nothing held so far is trusted. */
  function take(board: Board, under: Asked, afresh: boolean) {
    const isOther = !shown.isNow(under)
    shown.change(under)
    if (isOther) dealNews.forgetSent()
    if (afresh) store.forget()
    store.take(board, afresh || isOther, orderOf(board, under))
    refreshTotals()
  }

  return { receive, take }
}
