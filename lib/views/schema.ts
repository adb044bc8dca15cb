import * as z from 'zod'
import { audited, auditedKeys, line, text, writable } from '../values/formats'

export type View = z.infer<typeof View>
export const View = z
  .object({
    ...audited,
    pipelineId: z.guid(),
    ownerId: z.guid().describe('Who saved it'),
    name: z.string(),
    query: z.string().describe("The query of the board's address, without a question mark"),
    isShared: z.boolean().describe('Everybody who sees the pipeline sees it; otherwise its owner alone'),
    isDefault: z
      .boolean()
      .describe(
        'What the board opens with: a private view for its owner, a shared one for those without one of their own',
      ),
  })
  .meta({ id: 'View' })

export const ViewList = z.object({ items: z.array(View) }).meta({ id: 'ViewList' })

/** Longest query: a longer address would be refused whole, and as a default view keep its board shut. */
const MOST_QUERY = 4000

const fields = {
  name: line(1, 100),
  query: text(0, 4000)
    .transform((query) => new URLSearchParams(query).toString())
    .refine((query) => query.length <= MOST_QUERY, `must not be longer than ${MOST_QUERY} characters as an address`)
    .describe('Filter, shape and folded stages, as they stand in the address of the board'),
  isShared: z.boolean().optional(),
  isDefault: z.boolean().optional().describe('The one that was the default before is it no more'),
}
const readOnly = [...auditedKeys, 'isArchived', 'pipelineId', 'ownerId'] as const

export type NewView = z.output<typeof NewView>
export const NewView = writable(fields, readOnly).meta({
  id: 'NewView',
  examples: [{ name: 'Mine, closing soon', query: 'owner=me&sort=expectedCloseDate' }],
})

export type ViewChanges = z.output<typeof ViewChanges>
export const ViewChanges = writable(
  { ...fields, name: fields.name.optional(), query: fields.query.optional() },
  readOnly,
).meta({ id: 'ViewChanges', examples: [{ isDefault: true }] })
