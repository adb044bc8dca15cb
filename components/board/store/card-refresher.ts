import type { Card } from '@/lib/board/schema'

type Options<C> = {
  fetchCards: (ids: string[]) => Promise<C[]>
  /** What the server holds of these now; an id without a card is gone. */
  onFetched: (ids: string[], cards: C[]) => void
  /** A deal that is dragged or on its way is left alone until it is released. */
  isBusy: (id: string) => boolean
  delay?: number
  retryAfter?: number
}

const MOST = 100

/** Fetches deals by id, those asked for within a moment together. */
export function createCardRefresher<C extends Pick<Card, 'id'>>({
  fetchCards,
  onFetched,
  isBusy,
  delay = 20,
  retryAfter = 2000,
}: Options<C>) {
  const wanted = new Set<string>()
  const held = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let fetching = 0

  /** `after` is 0 for a deal that needs no asking for. */
  function want(id: string, after = delay) {
    if (isBusy(id)) held.add(id)
    else {
      wanted.add(id)
      schedule(after)
    }
  }

  function release(id: string) {
    if (held.delete(id)) want(id)
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
      for (const id of ids) if (isBusy(id)) held.add(id)
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
