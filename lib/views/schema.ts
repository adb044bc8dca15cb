import * as z from 'zod'
import { answerShape, ignoredOf, inputShape } from '../fields/schemas'
import { viewEntity } from '../fields/view'
import { text, writable } from '../values/formats'

export type View = z.infer<typeof View>
export const View = z.object(answerShape(viewEntity)).meta({ id: 'View' })

export const ViewList = z.object({ items: z.array(View) }).meta({ id: 'ViewList' })

/** Longest query: a longer address would be refused whole, and as a default view keep its board shut. */
const MOST_QUERY = 4000

const inputs = {
  ...inputShape(viewEntity),
  query: text(0, 4000)
    .transform((query) => new URLSearchParams(query).toString())
    .refine((query) => query.length <= MOST_QUERY, `must not be longer than ${MOST_QUERY} characters as an address`)
    .describe('Filter, shape and folded stages, as they stand in the address of the board'),
}
const ignored = ignoredOf(viewEntity)

export type NewView = z.output<typeof NewView>
export const NewView = writable(inputs, ignored).meta({
  id: 'NewView',
  examples: [{ name: 'Mine, closing soon', query: 'owner=me&sort=expectedCloseDate' }],
})

export type ViewChanges = z.output<typeof ViewChanges>
export const ViewChanges = writable(
  { ...inputs, name: inputs.name.optional(), query: inputs.query.optional() },
  ignored,
).meta({ id: 'ViewChanges', examples: [{ isDefault: true }] })
