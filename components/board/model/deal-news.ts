import { createObservable } from '@/components/observable'
import type { Card } from '@/lib/board/schema'
import type { News } from '../store/board-store'
import type { BoardState } from './board-state'

export type DealNews = ReturnType<typeof createDealNews>

/** Keeps what the stream says of deals until the board shows it, and who changed each deal last. */
export function createDealNews({ store }: BoardState) {
  const changedBy = new Map<string, string>()
  const news = new Map<string, News>()
  const sent = new Map<string, Card>()
  const own = new Set<string>()
  /** The own deal that went out of sight last, as the filter hides it where it is now. */
  const hidden = createObservable<{ id: string; title: string } | null>(null)

  /** Takes out the card that came with a deal's event, unless a newer version is known. */
  function takeSent(id: string) {
    const card = sent.get(id)
    sent.delete(id)
    return card && card.version >= store.versionOf(id) ? card : undefined
  }

  return {
    news,
    note(id: string, change: News, card: Card | undefined) {
      if (card) sent.set(id, card)
      else sent.delete(id)
      news.set(id, change)
    },
    noteActor: (id: string, actorId: string) => void changedBy.set(id, actorId),
    /** The name of the other member who changed this deal last. */
    changedBy: (id: string) => store.memberName(changedBy.get(id)),
    takeSent,
    forgetSent: () => sent.clear(),
    hidden,
    noteOwn: (id: string) => void own.add(id),
    /** Notes that the filter hides a deal. */
    noteHidden(id: string, title: string) {
      if (own.delete(id)) hidden.set({ id, title })
    },
    forget(id: string) {
      news.delete(id)
      own.delete(id)
    },
  }
}
