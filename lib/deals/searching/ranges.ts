import { dealFields, dealOrder } from '@/lib/fields/deal'
import type { Field, With } from '@/lib/fields/field'

/** The fields of a deal that a board can be filtered by the least and the greatest value of. */
export type Ranged = With<typeof dealFields, 'range'>
export const ranged = dealOrder.filter((name): name is Ranged => 'range' in dealFields[name])

export type End = 'from' | 'to'
type EndName = (typeof dealFields)[Ranged]['range'][End]

/** A value for each end of each range, by its name in a filter. */
export const perEnd = <Value>(make: (name: Ranged, end: End) => Value) =>
  Object.fromEntries(
    ranged.flatMap((name) => (['from', 'to'] as const).map((end) => [dealFields[name].range[end], make(name, end)])),
  ) as Record<EndName, Value>

/** What the values of a range are, where its label does not say it. */
export const hintOf = (name: Ranged) => (dealFields[name] as Field).range?.hint ?? ''
