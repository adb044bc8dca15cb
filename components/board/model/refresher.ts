import type { CardPage, TotalsList } from '@/lib/board/schema'
import { createCardRefresher } from '../store/card-refresher'
import type { BoardState } from './board-state'
import type { DealNews } from './deal-news'
import type { ShownDeals } from './shown-deals'
import { createTotalsRefresher } from './totals-refresher'

const NOTICED_AFTER = 1600
const REFRESH_AFTER = 100

type Options = {
  state: BoardState
  shown: ShownDeals
  dealNews: DealNews
  /** A deal of our own whose answer has not come yet. */
  isHeld: (id: string) => boolean
  refreshPage: () => void
}

export type Refresher = ReturnType<typeof createRefresher>

/** Reads again what has changed on the server: deals, their sums, or the whole page. */
export function createRefresher({ state, shown, dealNews, isHeld, refreshPage }: Options) {
  const { store, drag, keepFocus } = state
  const { ask, isFiltered } = shown
  let refreshing: ReturnType<typeof setTimeout> | undefined

  const isBusy = (id: string) => store.isPending(id) || drag.get()?.ids.has(id) || isHeld(id)

  const cards = createCardRefresher({
    isBusy,
    async fetchCards(ids) {
      const here = ids.flatMap((id) => dealNews.takeSent(id) ?? [])
      const known = new Set(here.map((card) => card.id))
      const missing = ids.filter((id) => !known.has(id))
      if (!missing.length) return here
      return [...here, ...(await ask<CardPage>(`cards?ids=${missing.join()}`)).items]
    },
    onFetched(ids, cards) {
      const found = new Set(cards.map((card) => card.id))
      keepFocus(ids, () => store.putCards(cards, dealNews.news))
      for (const id of ids) {
        // Under a filter it may well be there, and come back with any change.
        if (!found.has(id)) store.remove(id, isFiltered() ? -1 : undefined)
        dealNews.news.delete(id)
      }
      refreshTotals()
      setTimeout(() => store.calm(ids), NOTICED_AFTER)
    },
  })

  const refreshTotals = createTotalsRefresher(
    store,
    () => ask<TotalsList>('totals'),
    // Lanes that come and go would move the board under the hand.
    () => store.isSettled && cards.isIdle() && !drag.get(),
  )

  /** An edit of the stages comes as one event for each. */
  function refreshPageSoon() {
    clearTimeout(refreshing)
    refreshing = setTimeout(refreshPage, REFRESH_AFTER)
  }

  return {
    isBusy,
    refetch: (id: string) => cards.want(id),
    /** Its card came with the event. */
    putSent: (id: string) => cards.want(id, 0),
    release: cards.release,
    refreshTotals,
    refreshPageSoon,
  }
}
