import type { Card, CardPage, TotalsList } from '@/lib/board/schema'
import { createCardRefresher } from '../store/card-refresher'
import type { ShownDeals } from './board-requests'
import type { BoardState } from './board-state'
import type { DealNews } from './deal-news'
import { createTotalsRefresher } from './totals-refresher'

const NOTICED_AFTER = 1600
const REFRESH_AFTER = 100

type Options = {
  state: BoardState
  shown: ShownDeals
  dealNews: DealNews
  refreshPage: () => void
}

export type Refresher = ReturnType<typeof createRefresher>

/** Fetches again what has changed on the server: deals, totals or the whole page. */
export function createRefresher({ state, shown, dealNews, refreshPage }: Options) {
  const { store, drag } = state
  const { ask, isFiltered } = shown
  let refreshing: ReturnType<typeof setTimeout> | undefined

  /** Own new deals whose event came before the answer. */
  const deferred = new Set<string>()

  const isBusy = (id: string) => store.isPending(id) || deferred.has(id)

  /** Whether a deal that is dragged here has gone elsewhere meanwhile, which shows after the drop. */
  function hasLeftHand(id: string, card: Card | undefined) {
    const held = drag.get()?.ids.has(id) && store.card(id)?.card
    if (!held) return false
    return held.rank !== card?.rank || store.cells.keyOf(held) !== store.cells.keyOf(card)
  }

  const cards = createCardRefresher({
    isBusy,
    mustWait: hasLeftHand,
    async fetchCards(ids) {
      const here = ids.flatMap((id) => dealNews.takeSent(id) ?? [])
      const known = new Set(here.map((card) => card.id))
      const missing = ids.filter((id) => !known.has(id))
      if (!missing.length) return here
      return [...here, ...(await ask<CardPage>(`cards?ids=${missing.join()}`)).items]
    },
    onFetched(ids, cards) {
      const found = new Set(cards.map((card) => card.id))
      store.putCards(cards, dealNews.news)
      for (const id of ids) {
        // A deal that the filter hides still exists, so it may come back at any version.
        if (!found.has(id)) {
          const card = store.card(id)?.card
          if (isFiltered() && card) dealNews.noteHidden(id, card.title)
          store.remove(id, isFiltered() ? -1 : undefined)
        }
        dealNews.forget(id)
      }
      refreshTotals()
      setTimeout(() => store.clearArrived(ids), NOTICED_AFTER)
    },
  })

  const refreshTotals = createTotalsRefresher(
    store,
    () => ask<TotalsList>('totals'),
    // New lanes would move the board under a drag.
    () => store.isIdle && cards.isIdle() && !drag.get(),
  )

  /** Refreshes the page once for the events of an edit of several stages. */
  function refreshPageSoon() {
    clearTimeout(refreshing)
    refreshing = setTimeout(refreshPage, REFRESH_AFTER)
  }

  return {
    isBusy,
    refetch: (id: string) => cards.want(id),
    /** Shows a deal whose card came with its event. */
    putSent: (id: string) => cards.want(id, 0),
    release: cards.release,
    defer: (id: string) => void deferred.add(id),
    releaseDeferred() {
      const ids = [...deferred]
      deferred.clear()
      for (const id of ids) cards.release(id)
    },
    refreshTotals,
    refreshPageSoon,
  }
}
