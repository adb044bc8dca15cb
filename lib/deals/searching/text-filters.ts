import { dealFields } from '@/lib/fields/deal'
import { namesWith } from '@/lib/fields/field'

/** The fields of a deal that a board can be filtered by words in. */
export const textFilters = namesWith(dealFields, 'filter')
export type TextFilter = (typeof textFilters)[number]

/** A value for each of them. */
export const perTextFilter = <Value>(make: (name: TextFilter) => Value) =>
  Object.fromEntries(textFilters.map((name) => [name, make(name)])) as Record<TextFilter, Value>
