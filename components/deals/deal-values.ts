import type { Deal } from '@/lib/deals/schema'
import { dealFields } from '@/lib/fields/deal'
import { type Writable, writableNames } from '@/lib/fields/field'

export type DealField = Writable<typeof dealFields>
export type DealValues = Pick<Deal, DealField>

type Optional = { [Name in DealField]: null extends Deal[Name] ? Name : Deal[Name] extends unknown[] ? Name : never }

/** The values of a deal that has none but those it must have. */
export const noValues = Object.fromEntries(
  writableNames(dealFields).map((name) => [name, dealFields[name].kind === 'tags' ? [] : null] as [string, unknown]),
) as Pick<DealValues, NonNullable<Optional[DealField]>>
