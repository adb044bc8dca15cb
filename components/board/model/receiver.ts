import { reloadContact } from '@/components/fields/contact-search'
import { outbox } from '@/components/outbox/outbox'
import type { Board } from '@/lib/board/schema'
import type { ChangeEvent } from '@/lib/live/schema'
import type { BoardQuery, ShownDeals } from './board-requests'
import { type BoardState, cardOrder } from './board-state'
import type { DealNews } from './deal-news'
import type { Refresher } from './refresher'

type Options = {
  state: BoardState
  shown: ShownDeals
  dealNews: DealNews
  refresher: Refresher
  reload: (stageId: string) => void
}

/** Applies changes of the stream and new renders of the page to the store. */
export function createReceiver({ state, shown, dealNews, refresher, reload }: Options) {
  const { store, board } = state
  const { isFiltered, orderWords } = shown
  const { isBusy, refetch, putSent, refreshTotals, refreshPageSoon } = refresher
  /** Deleted deals by their last version. */
  const gone = new Map<string, number>()

  function receive(event: ChangeEvent) {
    apply(event)
    state.changes.set({ event })
  }

  /** Applies a change of the stream; one whose version is here already is our own echo. */
  function apply(event: ChangeEvent) {
    if (event.entity === 'stage' && event.action === 'moved') return reload(event.entityId)
    if (event.entity === 'contact') return takeContact(event)
    if (event.entity !== 'deal') return refreshPageSoon()
    const { entityId: id, actorId, action, version } = event
    const byOther = actorId !== board.userId
    dealNews.noteActor(id, actorId)
    if (version <= store.versionOf(id) && action !== 'deleted') return
    refreshTotals()
    if (action === 'deleted' && !isBusy(id)) return removeSoon(id, version)
    if (action === 'created' && !byOther && outbox.isAdding()) refresher.defer(id)
    // Only the server knows whether the card matches a filter, and where a sort puts it.
    const card = isFiltered() || orderWords() ? undefined : event.card
    const stageFrom = action === 'created' ? null : (event.stageFrom ?? undefined)
    dealNews.note(id, { stageFrom: isFiltered() ? undefined : stageFrom, byOther }, card)
    if (card) putSent(id)
    else refetch(id)
  }

  /** Removes deals together that go in the same moment, as a bulk deletion sends an event for each. */
  function removeSoon(id: string, version: number) {
    if (!gone.size) setTimeout(removeGone)
    gone.set(id, version)
  }

  function removeGone() {
    const all = [...gone]
    gone.clear()
    store.batch(() => {
      for (const [id, version] of all) store.remove(id, version)
    })
  }

  function takeContact({ entityId: id, action }: ChangeEvent) {
    if (action === 'created') return
    reloadContact(id)
    for (const dealId of store.idsOfClient(id)) refetch(dealId)
    // A filter may go by its name.
    if (isFiltered()) refreshPageSoon()
    else if (store.cells.by === 'client') refreshTotals()
  }

  /** Applies a rendered board; under another query, or `afresh`, nothing of the store is trusted. */
  function take(board: Board, under: BoardQuery, afresh: boolean) {
    const isOther = !shown.isCurrent(under)
    shown.change(under)
    if (isOther) dealNews.forgetSent()
    if (afresh) store.forget()
    store.take(board, afresh || isOther, cardOrder(board, under))
    refreshTotals()
    if (afresh) state.changes.set({})
  }

  return { receive, take }
}
