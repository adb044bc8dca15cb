import type { Card } from '@/lib/board/schema'
import type { News } from '../store/board-store'
import type { BoardState } from './board-state'

export type DealNews = ReturnType<typeof createDealNews>

/** What the stream told of deals and the board does not show yet, and who was the last to change each. */
export function createDealNews({ board, store }: BoardState) {
  const names = new Map(board.members.map((member) => [member.id, member.name]))
  const changedBy = new Map<string, string>()
  const news = new Map<string, News>()
  const sent = new Map<string, Card>()

  /** A card that came with its event, unless something newer is known by now. */
  function takeSent(id: string) {
    const card = sent.get(id)
    sent.delete(id)
    return card && card.version >= store.versionOf(id) ? card : undefined
  }

  return {
    news,
    note(id: string, told: News, card: Card | undefined) {
      if (card) sent.set(id, card)
      else sent.delete(id)
      news.set(id, told)
    },
    noteActor: (id: string, actorId: string) => void changedBy.set(id, actorId),
    /** The name of another member. */
    changedBy: (id: string) => names.get(changedBy.get(id) ?? ''),
    takeSent,
    forgetSent: () => sent.clear(),
  }
}
