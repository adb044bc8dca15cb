import { dealFields } from '@/lib/fields/deal'
import { namesWith } from '@/lib/fields/field'

/** The fields of a deal that a board can be sorted by as they stand. */
export const plainSorts = namesWith(dealFields, 'sort')
type PlainSort = (typeof plainSorts)[number]

/** All that a board can be sorted by beside its own order, with the words for it. */
export const sortFields = {
  ...(Object.fromEntries(plainSorts.map((name) => [name, dealFields[name].sort])) as Record<PlainSort, string>),
  client: 'client',
  owner: 'owner',
  createdAt: 'creation',
  updatedAt: 'last change',
}
export type SortField = keyof typeof sortFields
