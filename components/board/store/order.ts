import type { Board, Card } from '@/lib/board/schema'
import { type SortField, sortFields } from '@/lib/deals/searching/sort-fields'
import { dealFields } from '@/lib/fields/deal'
import type { Field } from '@/lib/fields/field'
import { compareTexts } from '@/lib/values/alphabet'

export type Order = (a: Card, b: Card) => number

type Key = string | number | null | undefined

/** Parses a sort such as `amount` or `-amount`. */
export const sortOf = (sort: string) => ({
  by: sort.replace('-', '') as SortField,
  descending: sort.startsWith('-'),
})

export const sortWords = (sort: string) => sortFields[sortOf(sort).by]

const tabled: Record<string, Field> = dealFields
const isText = (by: SortField) => by === 'client' || by === 'owner' || tabled[by]?.kind === 'text'

/** Compares cards as the server does under a sort: empty values last, ties by id. */
export function orderBy(sort: string, { stages, members }: Pick<Board, 'stages' | 'members'>): Order {
  const { by, descending } = sortOf(sort)
  const rates = new Map(stages.map(({ id, probability }) => [id, probability]))
  const names = new Map(members.map(({ id, name }) => [id, name]))
  const keys: { [By in SortField]?: (card: Card) => Key } = {
    client: ({ clientName }) => clientName,
    owner: ({ ownerId }) => names.get(ownerId ?? ''),
    probability: ({ probability, stageId }) => probability ?? rates.get(stageId),
  }
  const key = keys[by] ?? ((card: Card) => card[by as keyof Card] as Key)
  const compare = isText(by) ? compareTexts : plain
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

/** Compares numbers, or texts by code units. */
export function plain<T extends string | number>(a: T, b: T) {
  return a < b ? -1 : a > b ? 1 : 0
}
