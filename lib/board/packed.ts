import { toMajor } from '../money'
import type { Board, BoardStage, Card, Member } from './schema'

/** The first view of a board as it travels: JSON, written by PostgreSQL but for the totals, with cards as lists without keys. */
export type Packed = {
  pipeline: Board['pipeline']
  stages: BoardStage[]
  /** Of each stage that has deals, per currency, largest count first; the sum in minor units. */
  totals: [stageId: string, currency: string, count: number, sum: string | null][]
  /** By stage: one more than FIRST_CARDS when there are more. */
  cards: Record<string, PackedCard[]>
  members: Member[]
  cursor: string
  canEdit: boolean
  userId: string
}

type PackedCard = [
  id: string,
  title: string,
  rank: string,
  amountMinor: number | null,
  currency: string,
  probability: number | null,
  expectedCloseDate: string | null,
  ownerId: string | null,
  clientId: string | null,
  clientName: string | null,
  stageEnteredAt: number,
  version: number,
]

/** A tall screen's worth; what is scrolled to comes in pages. */
export const FIRST_CARDS = 20

export function unpack(text: string): Board {
  const { stages, totals, cards, ...rest }: Packed = JSON.parse(text)
  const board: Board = { ...rest, stages, totals: [], columns: {} }
  for (const { id } of stages) {
    const column = unpackColumn(id, totals, cards[id] ?? [])
    board.totals.push(column.totals)
    board.columns[id] = column.page
  }
  return board
}

export const unpackColumn = (stageId: string, totals: Packed['totals'], rows: PackedCard[]) => ({
  totals: unpackTotals(stageId, totals),
  page: toPage(stageId, rows),
})

function toPage(stageId: string, rows: PackedCard[]) {
  const items = rows.slice(0, FIRST_CARDS).map((row) => toCard(stageId, row))
  const last = items.at(-1)
  return { items, next: last && rows.length > FIRST_CARDS ? placeOf(last) : null }
}

/** Where a page ends and the next one begins. */
export const placeOf = ({ rank, id }: Pick<Card, 'rank' | 'id'>) => `${rank}~${id}`

function toCard(
  stageId: string,
  [
    id,
    title,
    rank,
    amountMinor,
    currency,
    probability,
    expectedCloseDate,
    ownerId,
    clientId,
    clientName,
    stageEnteredAt,
    version,
  ]: PackedCard,
): Card {
  return {
    id,
    title,
    stageId,
    rank,
    amount: amountMinor === null ? null : Number(toMajor(amountMinor, currency)),
    currency,
    probability,
    expectedCloseDate,
    ownerId,
    clientId,
    clientName,
    stageEnteredAt: new Date(stageEnteredAt).toISOString(),
    version,
  }
}

export function unpackTotals(stageId: string, totals: Packed['totals']) {
  const own = totals.filter(([id]) => id === stageId)
  return {
    stageId,
    count: own.reduce((sum, [, , count]) => sum + count, 0),
    sums: own.flatMap(([, currency, , sum]) => (sum === null ? [] : { currency, amount: toMajor(sum, currency) })),
  }
}
