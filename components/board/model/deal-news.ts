import { outbox } from '@/components/outbox/outbox'
import { toast } from '@/components/ui/overlays/toast'
import type { Card } from '@/lib/board/schema'
import { shortened } from '@/lib/values/titles-in-words'
import type { News } from '../store/board-store'
import type { BoardState } from './board-state'

export type DealNews = ReturnType<typeof createDealNews>

/** Keeps what the stream says of deals until the board shows it, and who changed each deal last. */
export function createDealNews({ board, store }: BoardState, openDeal: (id: string) => void) {
  /** The member who changed each deal last; null for none. */
  const actors = new Map<string, string | null>()
  const news = new Map<string, News>()
  const sent = new Map<string, Card>()
  const own = new Set<string>()
  const isChangedElsewhere = (id: string) => actors.has(id) && actors.get(id) !== board.userId

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
    noteActor: (id: string, actorId: string | null) => void actors.set(id, actorId),
    /** The name of the other member who changed this deal last. */
    changedBy: (id: string) => (isChangedElsewhere(id) ? store.memberName(actors.get(id) ?? undefined) : undefined),
    /** Whether somebody else than this member is known to have changed a deal last. */
    isChangedElsewhere,
    takeSent,
    forgetSent: () => sent.clear(),
    noteOwn(id: string) {
      own.add(id)
      actors.set(id, board.userId)
    },
    /** Says that the filter hides an own deal where it is now, and offers to show it or to take the change back. */
    noteHidden(id: string, title: string) {
      if (!own.delete(id)) return
      toast(`“${shortened(title)}” is hidden by the filter`, {
        id: 'undo',
        second: { label: 'Show', onClick: () => openDeal(id) },
        action: { label: 'Undo', onClick: () => outbox.undo(), stays: true },
      })
    },
    forget(id: string) {
      news.delete(id)
      own.delete(id)
    },
  }
}
