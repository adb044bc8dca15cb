import type { Board, Card } from '@/lib/board/schema'
import { compareTexts } from '@/lib/values/alphabet'

/** The fields that a board can be sorted by, with their words. */
export const sortFields = {
  title: 'title',
  client: 'client',
  owner: 'owner',
  amount: 'amount',
  probability: 'probability',
  expectedCloseDate: 'close date',
  stageEnteredAt: 'time in stage',
  createdAt: 'creation',
  updatedAt: 'last change',
}
export type SortField = keyof typeof sortFields

export type Order = (a: Card, b: Card) => number

type Key = string | number | null | undefined

/** Parses a sort such as `amount` or `-amount`. */
export const sortOf = (sort: string) => ({
  by: sort.replace('-', '') as SortField,
  descending: sort.startsWith('-'),
})

export const sortWords = (sort: string) => sortFields[sortOf(sort).by]

/** Compares cards as the server does under a sort: empty values last, ties by id. */
export function orderBy(sort: string, { stages, members }: Pick<Board, 'stages' | 'members'>): Order {
  const { by, descending } = sortOf(sort)
  const rates = new Map(stages.map(({ id, probability }) => [id, probability]))
  const names = new Map(members.map(({ id, name }) => [id, name]))
  const keys: Record<SortField, (card: Card) => Key> = {
    title: ({ title }) => title,
    client: ({ clientName }) => clientName,
    owner: ({ ownerId }) => names.get(ownerId ?? ''),
    amount: ({ amount }) => amount,
    probability: ({ probability, stageId }) => probability ?? rates.get(stageId),
    expectedCloseDate: ({ expectedCloseDate }) => expectedCloseDate,
    stageEnteredAt: ({ stageEnteredAt }) => stageEnteredAt,
    createdAt: ({ createdAt }) => createdAt,
    updatedAt: ({ updatedAt }) => updatedAt,
  }
  const key = keys[by]
  const compare = by === 'title' || by === 'client' || by === 'owner' ? compareTexts : plain
  const turn = descending ? -1 : 1
  return (a, b) => {
    const [one, other] = [key(a) ?? null, key(b) ?? null]
    if (one === null || other === null) {
      if (one !== other) return one === null ? 1 : -1
      return turn * plain(a.id, b.id)
    }
    return turn * (compare(one as never, other as never) || plain(a.id, b.id))
  }
}

/** The index of a card among ordered ones. */
export function indexIn(others: Card[], card: Card, order: Order) {
  const at = others.findIndex((each) => order(card, each) < 0)
  return at < 0 ? others.length : at
}

function plain<T extends string | number>(a: T, b: T) {
  return a < b ? -1 : a > b ? 1 : 0
}
