import type { BoardStage } from '../pipelines/schema'
import type { Member } from '../users/schema'
import { toMajor } from '../values/money'
import { packedNames, toCardFields, toIso } from './card-fields'
import type { Board, Card, ColumnTotals, LaneKind, Lanes } from './schema'

/** The first view of a board as it is sent: JSON, with cards as lists without keys. */
export type PackedBoard = {
  pipeline: Board['pipeline']
  stages: BoardStage[]
  /** Sums of each stage that has deals, per currency, largest count first. */
  totals: PackedSum[]
  /** Cards by stage id, one more than FIRST_CARDS when there are more. */
  cards: Record<string, PackedCard[]>
  /** Only under a sort: cursor of the second page, by stage id. */
  next?: Record<string, string>
  /** Only when lanes were asked for; there are no cards then. */
  lanes?: PackedLanes
  members: Member[]
  cursor: string
  canEdit: boolean
  userId: string
}

/** A `Sum` of lib/deals/counting/tally.ts as a list. */
export type PackedSum = [
  stageId: string,
  currency: string,
  deals: number,
  priced: number,
  minor: string,
  unrated: number,
  unratedMinor: string,
  weight: string,
]

/** `Lanes` of schema.ts, with sums as lists. */
export type PackedLanes = {
  by: LaneKind
  items: [id: string | null, name: string | null, sums: PackedSum[]][]
  more: number
}

/** Its fields, in the order of `packedNames`, and under a sort when it was made, changed, and the value it goes by. */
type PackedCard = [id: string, rank: string, version: number, clientName: string | null, ...fields: unknown[]]

export const FIRST_CARDS = 20

export function unpack(text: string): Board {
  const { stages, totals, cards, next, lanes, ...rest }: PackedBoard = JSON.parse(text)
  const board: Board = { ...rest, stages, totals: [], columns: {}, ...(lanes && { lanes: unpackLanes(stages, lanes) }) }
  for (const stage of stages) {
    const column = unpackColumn(stage, totals, cards[stage.id] ?? [], next)
    board.totals.push(column.totals)
    board.columns[stage.id] = column.page
  }
  return board
}

const unpackColumn = (stage: Rated, totals: PackedSum[], rows: PackedCard[], next?: PackedBoard['next']) => ({
  totals: unpackTotals(stage, totals),
  page: toPage(stage.id, rows, next),
})

export const unpackLanes = (stages: Rated[], { items, ...rest }: PackedLanes): Lanes => ({
  ...rest,
  items: items.map(([id, name, sums]) => ({ id, name, totals: stages.map((stage) => unpackTotals(stage, sums)) })),
})

function toPage(stageId: string, rows: PackedCard[], next: PackedBoard['next']) {
  const items = rows.slice(0, FIRST_CARDS).map((row) => toCard(stageId, row))
  const last = items.at(-1)
  if (next) return { items, next: next[stageId] ?? null }
  return { items, next: last && rows.length > FIRST_CARDS ? placeOf(last) : null }
}

export const placeOf = ({ rank, id }: Pick<Card, 'rank' | 'id'>) => `${rank}~${id}`

function toCard(stageId: string, [id, rank, version, clientName, ...values]: PackedCard): Card {
  const [createdAt, updatedAt] = values.slice(packedNames.length) as number[]
  const stored = Object.fromEntries(packedNames.map((name, i) => [name, values[i]]))
  return {
    id,
    rank,
    ...toCardFields({ ...stored, stageId }),
    clientName,
    ...(createdAt !== undefined && { createdAt: toIso(createdAt), updatedAt: toIso(updatedAt!) }),
    version,
  }
}

type Rated = Pick<BoardStage, 'id' | 'kind' | 'probability'>

export function unpackTotals(stage: Rated, totals: PackedSum[]): ColumnTotals {
  const own = totals.filter(([id]) => id === stage.id)
  const add = (of: (sum: PackedSum) => number) => own.reduce((sum, each) => sum + of(each), 0)
  const percent = percentOf(stage)
  return {
    stageId: stage.id,
    count: add(([, , deals]) => deals),
    withoutAmount: add(([, , deals, priced]) => deals - priced),
    withoutProbability: percent === null ? add(([, , , , , unrated]) => unrated) : 0,
    sums: own
      .filter(([, , , priced]) => priced)
      .map((sum) => ({
        currency: sum[1],
        amount: toMajor(sum[4], sum[1]),
        weighted: toMajor(weighted(sum, stage), sum[1]),
      })),
  }
}

/** Percent by which a stage's deals count that have no probability of their own; null when they do not count. */
export const percentOf = ({ kind, probability }: Omit<Rated, 'id'>) =>
  kind === 'won' ? 100 : kind === 'lost' ? 0 : probability

function weighted([, , , , minor, , unratedMinor, weight]: PackedSum, stage: Rated) {
  if (stage.kind !== 'open') return (BigInt(minor) * BigInt(percentOf(stage)!)) / 100n
  return (BigInt(weight) + BigInt(unratedMinor) * BigInt(stage.probability ?? 0) + 50n) / 100n
}
