import * as z from 'zod'
import { Contact } from '../contacts/schema'
import { dealEntity, dealFields } from '../fields/deal'
import { type Field, namesWith, pick } from '../fields/field'
import { pipelineEntity } from '../fields/pipeline'
import { answerShape, ignoredOf, inputShape, matchShape } from '../fields/schemas'
import { stageEntity } from '../fields/stage'
import { dealRelations } from '../query/relations'
import { documentedNumber, match, queriesOf } from '../query/schema'
import { exampleIds } from '../values/example-ids'
import { Person, related, tags, text, uuid, writable } from '../values/formats'
import { MOST_TAGS } from '../values/tags'
import { DealFilter } from './searching/deal-filter'
import { textFilters } from './searching/text-filters'

export const PipelineOfStage = z.object({ ...answerShape(pipelineEntity), ...related }).meta({ id: 'PipelineOfStage' })

export const StageOfDeal = z
  .object({
    ...answerShape(stageEntity),
    ...related,
    pipeline: PipelineOfStage.optional().describe('Only with the relation stage.pipeline'),
  })
  .meta({ id: 'StageOfDeal' })

export type Deal = z.infer<typeof Deal>
export const Deal = z
  .object({
    ...answerShape(dealEntity),
    ...related,
    stage: StageOfDeal.optional().describe('Only with the relation stage'),
    client: Contact.nullable().optional().describe('Only with the relation client'),
    owner: Person.nullable().optional().describe('Only with the relation owner'),
  })
  .meta({ id: 'Deal' })

export const DealList = z.object({ items: z.array(Deal), total: z.int() }).meta({ id: 'DealPage' })

const inputs = {
  ...inputShape(dealEntity),
  organizationId: uuid.nullish().describe("Must be one of the caller's; the deal's is its pipeline's"),
  beforeId: uuid.optional().describe('The deal lands directly above this one in the stage'),
  afterId: uuid
    .optional()
    .describe('The deal lands directly below this one. A neighbour that has left the stage meanwhile means the top'),
}
const ignored = ignoredOf(dealEntity, 'pipeline', 'stage', 'client', 'owner')

export type NewDeal = z.output<typeof NewDeal>
export const NewDeal = writable(inputs, ignored).meta({
  id: 'NewDeal',
  examples: [
    {
      title: 'Acme Corp Enterprise License',
      stageId: exampleIds.stage,
      clientId: exampleIds.client,
      probability: 75,
      amount: 12_500.5,
      expectedCloseDate: '2027-01-31',
      tags: ['Renewal'],
    },
  ],
})

export type DealChanges = z.output<typeof DealChanges>
export const DealChanges = writable(
  { ...inputs, title: inputs.title.optional(), stageId: inputs.stageId.optional() },
  ignored,
).meta({ id: 'DealChanges', examples: [{ stageId: exampleIds.stage, probability: 90 }] })

const MOST_DEALS = 5000

export type BulkChange = z.output<typeof BulkChange>
export const BulkChange = z
  .strictObject({
    deals: z
      .array(
        z
          .strictObject({ id: uuid, version: z.int().min(1).optional().describe('Refused when the deal has another') })
          .meta({ id: 'BulkDeal' }),
      )
      .min(1, 'must not be empty')
      .max(MOST_DEALS, `must have at most ${MOST_DEALS} deals`)
      .describe('In the order in which they are to stand where they go'),
    stageId: inputs.stageId.optional().describe('Those that are there already stay, unless a neighbour is named'),
    beforeId: inputs.beforeId.describe('The deals land together, directly above this one'),
    afterId: inputs.afterId.describe('The deals land together, directly below this one'),
    ...pick(inputs, namesWith(dealFields, 'bulk')),
    addTags: tags.optional().describe('To those that the deals have; each may have 20 at most'),
    removeTags: z
      .array(match.text)
      .max(MOST_TAGS, `are at most ${MOST_TAGS}`)
      .optional()
      .describe('Whatever their case'),
    delete: z.literal(true).optional().describe('Instead of any change'),
  })
  .superRefine(({ deals, delete: isDeletion, ...changes }, context) => {
    const refuse = (message: string, ...path: (string | number)[]) =>
      context.addIssue({ code: 'custom', message, path })
    const changed = Object.values(changes).filter((value) => value !== undefined).length
    if (isDeletion && changed) refuse('stands alone', 'delete')
    if (!isDeletion && !changed) refuse('must say what to change')
    if ((changes.beforeId || changes.afterId) && !changes.stageId) refuse('is required beside a neighbour', 'stageId')
    const seen = new Set<string>()
    for (const [i, { id }] of deals.entries()) {
      if (seen.has(id)) refuse('stands twice', 'deals', i, 'id')
      seen.add(id)
    }
  })
  .meta({
    id: 'BulkChange',
    examples: [{ deals: [{ id: exampleIds.deal }], stageId: exampleIds.stage, addTags: ['Renewal'] }],
  })

export type BulkAnswer = z.infer<typeof BulkAnswer>
export const BulkAnswer = z
  .object({
    batchId: z
      .guid()
      .nullable()
      .describe('Names the change in the log, and to take it back; null when nothing differed'),
    items: z.array(
      z.object({ id: z.guid(), version: z.int().describe('Now, or at last') }).meta({ id: 'ChangedDeal' }),
    ),
  })
  .meta({ id: 'BulkAnswer' })

const stageWhere = z.strictObject({ ...matchShape(stageEntity), tenantId: match.id }).partial()

const queries = queriesOf({
  noun: 'Deal',
  where: {
    ...matchShape(dealEntity),
    organizationId: match.id,
    stage: z
      .preprocess((name) => (typeof name === 'string' ? { name } : name), stageWhere)
      .meta({ type: ['string', 'object'] })
      .describe('The name of its stage, or what of it must hold'),
    ...DealFilter.shape,
  },
  order: [...namesWith(dealEntity, 'order'), 'stage.index', 'stage.name'],
  relations: dealRelations,
})

export type DealQuery = z.output<typeof DealQuery>
export const DealQuery = queries.list
export const DealPageQuery = queries.page
export type OneDealQuery = z.output<typeof OneDealQuery>
export const OneDealQuery = queries.one

export type Undo = z.output<typeof Undo>
export const Undo = z
  .strictObject({
    version: z.int().min(1).describe('Of the deal after the change itself, not after an undo or redo of it'),
    deleted: z.boolean().default(false).describe('True for the deletion at this version; false unless given'),
  })
  .meta({ id: 'Undo', examples: [{ version: 1 }] })

export type UndoAnswer = z.infer<typeof UndoAnswer>
export const UndoAnswer = z
  .object({
    deal: Deal.nullable().describe('As it is now; null when there is none any more'),
  })
  .meta({ id: 'UndoAnswer' })

export type TagQuery = z.output<typeof TagQuery>
export const TagQuery = z.strictObject({
  q: text(0, 40).optional().describe('Part of the tag, whatever the case'),
  take: z
    .string()
    .regex(/^([1-9]\d?|100)$/, 'must be a whole number from 1 to 100')
    .default('20')
    .transform(Number)
    .meta(documentedNumber(1, 100))
    .describe('How many at most; 20 unless given'),
})

export const TagList = z
  .object({
    items: z.array(z.object({ tag: z.string(), deals: z.int().describe('How many have it') }).meta({ id: 'TagInUse' })),
  })
  .meta({ id: 'TagList' })

/** The fields whose usual values are those in use. */
const listed = textFilters.filter((name) => (dealFields[name] as Field).choices?.startsWith('/api/deals/values'))

export type ValueQuery = z.output<typeof ValueQuery>
export const ValueQuery = z.strictObject({
  field: z
    .enum(listed, `must be one of ${listed.join(', ')}`)
    .default('source')
    .describe('Whose values; of the source unless given'),
})

export const ValueList = z.object({ items: z.array(z.string()) }).meta({ id: 'ValueList' })
