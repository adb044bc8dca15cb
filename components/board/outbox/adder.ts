import { api } from '@/components/api'
import { type DealValues, noValues } from '@/components/deals/deal-values'
import type { Board, Card, CardPage } from '@/lib/board/schema'
import type { BoardStore } from '../store/board-store'
import type { Gates } from './gates'
import { isAnswerLost } from './lost-answers'

type Fields = Pick<DealValues, 'title' | 'amount'>

type Options = {
  store: BoardStore
  gates: Gates
  board: Board
  fetchCard: (id: string) => Promise<CardPage>
  /** Fetches a created deal whose card could not be read. */
  refetch: (id: string) => void
  onAdded: (title: string, stageId: string) => void
  /** Called after each deal, with the ids that were deferred meanwhile. */
  onFinished: (deferred: string[]) => void
}

/** Creates deals from the board: each shows at once, and gets its id from the server. */
export function createAdder({ store, gates, board, fetchCard, refetch, onAdded, onFinished }: Options) {
  /** The ids of own deals whose event came before the answer. */
  const deferred = new Set<string>()
  /** The idempotency keys of requests whose answer got lost. */
  const unconfirmed = new Map<string, string>()
  let adding = 0

  /** Adds a deal; throws ApiError when it is refused, and takes it off the board. */
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
      const ids = [...deferred]
      deferred.clear()
      onFinished(ids)
    }
  }

  /** Creates a deal; a request whose answer got lost is repeated under the same key. */
  async function create(stageId: string, fields: Fields) {
    const body = { stageId, ownerId: board.userId, ...fields }
    const request = JSON.stringify(body)
    const key = unconfirmed.get(request) ?? newKey()
    const send = () => api<{ id: string }>('/api/deals', { method: 'POST', body, key })
    try {
      const deal = await send().catch((reason) => (isAnswerLost(reason) ? send() : Promise.reject(reason)))
      unconfirmed.delete(request)
      return deal
    } catch (reason) {
      if (isAnswerLost(reason)) unconfirmed.set(request, key)
      else unconfirmed.delete(request)
      throw reason
    }
  }

  const draft = (id: string, stageId: string, fields: Fields, now = new Date().toISOString()): Card => ({
    ...noValues,
    ...fields,
    id,
    stageId,
    rank: '',
    currency: board.pipeline.currency,
    ownerId: board.userId,
    clientName: null,
    stageEnteredAt: now,
    createdAt: now,
    updatedAt: now,
    version: 0,
  })

  return {
    add,
    isDeferred: (id: string) => adding > 0 && deferred.has(id),
    defer(id: string) {
      if (adding) deferred.add(id)
    },
  }
}

/** A UUID of version 7, made here as browsers have none over plain HTTP. */
function newKey() {
  const bytes = [...crypto.getRandomValues(new Uint8Array(10))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
  const time = Date.now().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${bytes.slice(0, 3)}-a${bytes.slice(3, 6)}-${bytes.slice(6, 18)}`
}
