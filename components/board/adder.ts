import { api } from '@/components/api'
import type { Board, Card, CardPage } from '@/lib/board/schema'
import type { BoardStore } from './board-store'

type Fields = { title: string; amount?: string | undefined }

type Options = {
  store: BoardStore
  board: Board
  fetchCard: (id: string) => Promise<CardPage>
  onAdded: (title: string, stageId: string) => void
  /** After each; with the deals that were held back. */
  onSettled: (held: string[]) => void
}

/** Makes deals from the board: each shows at once, and takes its id when the server has it. */
export function createAdder({ store, board, fetchCard, onAdded, onSettled }: Options) {
  /** Own deals that the stream told of before the answer came. */
  const fresh = new Set<string>()
  let adding = 0

  /** Throws what the server refused with; the deal is then gone from the board. */
  async function add(stageId: string, fields: Fields) {
    const id = `new-${crypto.randomUUID()}`
    store.lay(id, { stageId }, draft(id, stageId, fields))
    adding++
    try {
      const { title, amount } = fields
      const deal = await api<{ id: string }>('/api/deals', {
        method: 'POST',
        body: { title, stageId, amount, ownerId: board.userId },
      })
      const { items } = await fetchCard(deal.id)
      store.putCards(items, new Map([[deal.id, { stageFrom: null, byOther: false }]]))
      onAdded(title, stageId)
    } finally {
      store.lift(id)
      adding--
      const held = [...fresh]
      fresh.clear()
      onSettled(held)
    }
  }

  const draft = (id: string, stageId: string, { title, amount }: Fields, now = new Date().toISOString()): Card => ({
    id,
    title,
    stageId,
    rank: '',
    amount: amount ? Number(amount) : null,
    currency: board.pipeline.currency,
    probability: null,
    expectedCloseDate: null,
    ownerId: board.userId,
    clientId: null,
    clientName: null,
    tags: [],
    stageEnteredAt: now,
    createdAt: now,
    updatedAt: now,
    version: 0,
  })

  return {
    add,
    isHeld: (id: string) => adding > 0 && fresh.has(id),
    hold(id: string) {
      if (adding) fresh.add(id)
    },
  }
}
