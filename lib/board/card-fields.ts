import type { Deal } from '../deals/schema'
import { dealFields } from '../fields/deal'
import { type Field, namesWith } from '../fields/field'
import { amountOf } from '../values/money'

/** The fields of a deal that its card has, in the order of packed cards, which know their stage otherwise. */
export const cardNames = namesWith(dealFields, 'card')
export const packedNames = cardNames.filter((name) => name !== 'stageId')

export type CardName = (typeof cardNames)[number]

type CardLine = {
  [Name in CardName]: (typeof dealFields)[Name]['kind'] extends 'text' ? Exclude<Name, 'title'> : never
}[CardName]

/** The fields that a card shows as a line each. */
export const cardLines = cardNames.filter(
  (name): name is CardLine => name !== 'title' && (dealFields[name] as Field).kind === 'text',
)
type CardFields = Pick<Deal, CardName>

/** A card's fields of values as they are stored: money in minor units, moments as text or milliseconds. */
export function toCardFields(stored: { [Name in CardName]?: unknown }): CardFields {
  const fields: Record<string, unknown> = {}
  for (const name of cardNames) {
    const value = stored[name]
    const { kind } = dealFields[name]
    if (kind === 'money') fields[name] = amountOf(value as number | null, String(stored.currency))
    else fields[name] = typeof value === 'number' && kind === 'moment' ? toIso(value) : value
  }
  return fields as CardFields
}

export const toIso = (milliseconds: number) => new Date(milliseconds).toISOString()
