import type { Card } from '@/lib/board/schema'

type Options<C> = {
  fetchCards: (ids: string[]) => Promise<C[]>
  /** Gets the cards of `ids`; an id without a card is deleted. */
  onFetched: (ids: string[], cards: C[]) => void
  /** Whether a change of the deal is pending, so that it is fetched after its release. */
  isBusy: (id: string) => boolean
  /** Whether what was fetched waits for the release too; no card is a deal that is not there. */
  mustWait?: (id: string, card: C | undefined) => boolean
}

const MOST = 100
const DELAY_MS = 20
const AGAIN_AFTER_MS = 2000

/** Fetches deals by id, several within a moment by one request. */
export function createCardRefresher<C extends Pick<Card, 'id'>>({
  fetchCards,
  onFetched,
  isBusy,
  mustWait = () => false,
}: Options<C>) {
  const wanted = new Set<string>()
  const postponed = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let fetching = 0

  /** Has a deal fetched, `after` milliseconds from now. */
  function want(id: string, after = DELAY_MS) {
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
      const found = new Map(cards.map((card) => [card.id, card]))
      const free = ids.filter((id) => !isBusy(id) && !mustWait(id, found.get(id)))
      for (const id of ids) if (!free.includes(id)) postponed.add(id)
      onFetched(
        free,
        free.flatMap((id) => found.get(id) ?? []),
      )
      if (wanted.size) schedule(0)
    } catch {
      for (const id of ids) wanted.add(id)
      schedule(AGAIN_AFTER_MS)
    } finally {
      fetching--
    }
  }

  const isIdle = () => !wanted.size && !fetching

  return { want, release, isIdle }
}
