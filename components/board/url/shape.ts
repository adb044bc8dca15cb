import { cardLines } from '@/lib/board/card-fields'
import { sortFields } from '@/lib/deals/searching/sort-fields'
import { dealFields } from '@/lib/fields/deal'
import { type Field, labelOf } from '@/lib/fields/field'
import { urlParts } from './url-parts'

/** The fields that a card can show besides its title, in the order of the choice. */
export const cardFields = {
  client: 'Client',
  amount: 'Amount',
  closes: 'Close date',
  probability: 'Probability',
  owner: 'Owner',
  tags: 'Tags',
  time: 'Time in stage',
  ...(Object.fromEntries(cardLines.map((name) => [name, labelOf(dealFields, name)])) as Record<
    (typeof cardLines)[number],
    string
  >),
}
export type CardField = keyof typeof cardFields

const everyField = Object.keys(cardFields) as CardField[]
const tabled: Record<string, Field> = dealFields
const usualFields = everyField.filter((name) => tabled[name]?.card !== 'optional')
const field = `(${everyField.join('|')})`

/** The query parameters for sort, lanes and the look of cards. */
export const { read: shapeOf, write: shapeQueryOf } = urlParts({
  sort: new RegExp(`^-?(${Object.keys(sortFields).join('|')})$`),
  lanes: /^(owner|client)$/,
  density: /^(compact|roomy)$/,
  fields: new RegExp(`^(none|${field}(,${field})*)$`),
})

export type Shape = ReturnType<typeof shapeOf>

export type Look = { density: 'compact' | 'regular' | 'roomy'; fields: ReadonlySet<CardField> }

export const lookOf = ({ density, fields }: Shape): Look => ({
  density: (density as Look['density'] | undefined) ?? 'regular',
  fields: new Set(fields === 'none' ? [] : ((fields?.split(',') as CardField[] | undefined) ?? usualFields)),
})

export const usualLook = lookOf({})

/** The value of the `fields` parameter; undefined when the usual fields are chosen. */
export function fieldsPart(chosen: ReadonlySet<CardField>) {
  const fields = everyField.filter((each) => chosen.has(each))
  return String(fields) === String(usualFields) ? undefined : fields.join() || 'none'
}
