import { sortFields } from '../store/order'
import { addressParts } from './address-parts'

/** What a card can show besides its title, in the order of the choice. */
export const cardFields = {
  client: 'Client',
  amount: 'Amount',
  closes: 'Close date',
  probability: 'Probability',
  owner: 'Owner',
  tags: 'Tags',
  time: 'Time in stage',
}
export type CardField = keyof typeof cardFields

const everyField = Object.keys(cardFields) as CardField[]
const field = `(${everyField.join('|')})`

/** What of the address shapes the board. */
export const { read: shapeOf, write: shapeQueryOf } = addressParts({
  sort: new RegExp(`^-?(${Object.keys(sortFields).join('|')})$`),
  lanes: /^(owner|client)$/,
  density: /^(compact|roomy)$/,
  fields: new RegExp(`^(none|${field}(,${field})*)$`),
})

export type Shape = ReturnType<typeof shapeOf>

/** How cards look. */
export type Look = { density: 'compact' | 'regular' | 'roomy'; fields: ReadonlySet<CardField> }

export const lookOf = ({ density, fields }: Shape): Look => ({
  density: (density as Look['density'] | undefined) ?? 'regular',
  fields: new Set(fields === 'none' ? [] : ((fields?.split(',') as CardField[] | undefined) ?? everyField)),
})

export const usualLook = lookOf({})

/** A choice of fields as the address says it; nothing when it is all of them. */
export function fieldsPart(chosen: ReadonlySet<CardField>) {
  const fields = everyField.filter((each) => chosen.has(each))
  return fields.length === everyField.length ? undefined : fields.join() || 'none'
}
