import type { Card } from '@/lib/board/schema'

type Options<C> = {
  fetchCards: (ids: string[]) => Promise<C[]>
  /** Gets the cards of `ids`; an id without a card is deleted. */
  onFetched: (ids: string[], cards: C[]) => void
  /** Whether a deal is dragged or pending, so that it waits for its release. */
  isBusy: (id: string) => boolean
  delay?: number
  retryAfter?: number
}

const MOST = 100

/** Fetches deals by id, several within `delay` milliseconds by one request. */
export function createCardRefresher<C extends Pick<Card, 'id'>>({
  fetchCards,
  onFetched,
  isBusy,
  delay = 20,
  retryAfter = 2000,
}: Options<C>) {
  const wanted = new Set<string>()
  const postponed = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let fetching = 0

  /** Has a deal fetched, `after` milliseconds from now. */
  function want(id: string, after = delay) {
    if (isBusy(id)) postponed.add(id)
    else {
      wanted.add(id)
      schedule(after)
    }
  }

  function release(id: string) {
    if (postponed.delete(id)) want(id)
  }

  function schedule(after: number) {
    if (timer === undefined) timer = setTimeout(fetchWanted, after)
  }

  async function fetchWanted() {
    timer = undefined
    const ids = [...wanted].slice(0, MOST)
    for (const id of ids) wanted.delete(id)
    fetching++
    try {
      const cards = await fetchCards(ids)
      const free = ids.filter((id) => !isBusy(id))
      for (const id of ids) if (isBusy(id)) postponed.add(id)
      onFetched(
        free,
        cards.filter((card) => free.includes(card.id)),
      )
      if (wanted.size) schedule(0)
    } catch {
      for (const id of ids) wanted.add(id)
      schedule(retryAfter)
    } finally {
      fetching--
    }
  }

  const isIdle = () => !wanted.size && !fetching

  return { want, release, isIdle }
}
