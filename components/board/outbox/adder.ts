import { api } from '@/components/api'
import type { Board, Card, CardPage } from '@/lib/board/schema'
import type { BoardStore } from '../store/board-store'
import type { Gates } from './gates'
import { isUnsure } from './lost-answers'

type Fields = { title: string; amount?: string | undefined }

type Options = {
  store: BoardStore
  gates: Gates
  board: Board
  fetchCard: (id: string) => Promise<CardPage>
  /** Brings a deal that is made, but could not be read. */
  refetch: (id: string) => void
  onAdded: (title: string, stageId: string) => void
  /** After each; with the deals that were held back. */
  onSettled: (held: string[]) => void
}

/** Makes deals from the board: each shows at once, and takes its id when the server has it. */
export function createAdder({ store, gates, board, fetchCard, refetch, onAdded, onSettled }: Options) {
  /** Own deals that the stream told of before the answer came. */
  const fresh = new Set<string>()
  /** The keys of those that the server may have, although it did not say so. */
  const unsure = new Map<string, string>()
  let adding = 0

  /** Throws what the server refused with; the deal is then gone from the board. */
  async function add(stageId: string, fields: Fields) {
    const id = `new-${newKey()}`
    store.lay(id, { stageId }, draft(id, stageId, fields))
    adding++
    try {
      const { title } = fields
      const deal = await create(stageId, fields).catch((reason) =>
        gates.askFor(id, { stageId }, reason, (more) => create(stageId, { ...fields, ...more })),
      )
      await fetchCard(deal.id).then(
        ({ items }) => store.putCards(items, new Map([[deal.id, { stageFrom: null, byOther: false }]])),
        () => refetch(deal.id),
      )
      onAdded(title, stageId)
    } finally {
      store.lift(id)
      adding--
      const held = [...fresh]
      fresh.clear()
      onSettled(held)
    }
  }

  /** What got no answer is asked for again under the same key, at once and whenever it is added again. */
  async function create(stageId: string, fields: Fields) {
    const body = { stageId, ownerId: board.userId, ...fields }
    const asked = JSON.stringify(body)
    const key = unsure.get(asked) ?? newKey()
    const ask = () => api<{ id: string }>('/api/deals', { method: 'POST', body, key })
    try {
      const deal = await ask().catch((reason) => (isUnsure(reason) ? ask() : Promise.reject(reason)))
      unsure.delete(asked)
      return deal
    } catch (reason) {
      if (isUnsure(reason)) unsure.set(asked, key)
      else unsure.delete(asked)
      throw reason
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

/** A UUID of version 7; over plain http the browser has none of its own. */
function newKey() {
  const bytes = [...crypto.getRandomValues(new Uint8Array(10))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
  const time = Date.now().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${bytes.slice(0, 3)}-a${bytes.slice(3, 6)}-${bytes.slice(6, 18)}`
}
