import { noValues } from '@/components/deals/deal-values'
import type { Board, Card } from '@/lib/board/schema'

/** A card for tests. */
export const card = (id: string, stageId: string, rank: string, fields: Partial<Card> = {}): Card => ({
  ...noValues,
  id,
  title: `Deal ${id}`,
  stageId,
  rank,
  amount: 100,
  currency: 'USD',
  clientName: null,
  stageEnteredAt: '2026-11-01T00:00:00.000Z',
  version: 1,
  ...fields,
})

type Columns = Record<string, { cards: Card[]; next?: string; count?: number; sum?: string }>

export function board(columns: Columns): Board {
  const stages = Object.keys(columns).map((id, index) => ({
    id,
    name: `Stage ${id}`,
    index,
    description: null,
    kind: 'open' as const,
    probability: null,
    rottingDays: null,
    color: null,
    requiredFields: [],
    wipLimit: null,
    wipAmount: null,
    wipIsHard: false,
  }))
  return {
    pipeline: { id: 'p', name: 'Sales', description: null, currency: 'USD', version: 1 },
    stages,
    totals: Object.entries(columns).map(([stageId, { cards, count, sum }]) => ({
      stageId,
      count: count ?? cards.length,
      withoutAmount: 0,
      withoutProbability: count ?? cards.length,
      sums: cards.length ? [{ currency: 'USD', amount: sum ?? `${cards.length * 100}.00`, weighted: '0.00' }] : [],
    })),
    columns: Object.fromEntries(
      Object.entries(columns).map(([id, { cards, next }]) => [id, { items: cards, next: next ?? null }]),
    ),
    members: [],
    cursor: '0',
    canEdit: true,
    userId: 'me',
  }
}
