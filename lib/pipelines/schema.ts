import * as z from 'zod'
import { Deal, PipelineOfStage, StageOfDeal } from '../deals/schema'
import { namesWith } from '../fields/field'
import { pipelineEntity } from '../fields/pipeline'
import { type Answers, ignoredOf, inputShape, matchShape } from '../fields/schemas'
import { stageEntity, type stageFields } from '../fields/stage'
import { pipelineRelations } from '../query/relations'
import { match, queriesOf } from '../query/schema'
import { uuid, writable } from '../values/formats'

export type Stage = z.infer<typeof Stage>
export const Stage = StageOfDeal.extend({
  pipeline: PipelineOfStage.optional().describe('Only with the relation stages.pipeline'),
  deals: z.array(Deal).optional().describe('In board order; only with the relation stages.deals'),
}).meta({ id: 'Stage' })

/** A stage as boards and the forms of deals know it. */
export type BoardStage = Pick<Answers<typeof stageEntity>, 'id' | Exclude<keyof typeof stageFields, 'pipelineId'>>

export type Pipeline = z.infer<typeof Pipeline>
export const Pipeline = PipelineOfStage.extend({
  stages: z.array(Stage).describe('In order of index'),
}).meta({ id: 'Pipeline' })

export const PipelineList = z.object({ items: z.array(Pipeline), total: z.int() }).meta({ id: 'PipelinePage' })

const MAX_STAGES = 100

/** A stage in a write: with an `id` it is updated, without one it is created. */
export type StageInput = z.output<typeof StageInput>
export const StageInput = writable(
  { ...inputShape(stageEntity), index: z.int().min(0).max(10_000).nullish(), id: uuid.optional() },
  ignoredOf(stageEntity, 'pipeline', 'organizationId', 'deals'),
).meta({ id: 'StageInput', examples: [{ name: 'Prospecting' }] })

const inputs = {
  ...inputShape(pipelineEntity),
  organizationId: uuid.nullish(),
  stages: z.array(StageInput).max(MAX_STAGES).optional(),
}
const ignored = ignoredOf(pipelineEntity)

export type NewPipeline = z.output<typeof NewPipeline>
export const NewPipeline = writable(inputs, ignored).meta({
  id: 'NewPipeline',
  examples: [
    {
      name: 'Enterprise Sales',
      description: 'Pipeline for enterprise deals',
      stages: [
        { name: 'Prospecting', index: 0 },
        { name: 'Qualification', index: 1 },
        { name: 'Proposal', index: 2 },
        { name: 'Negotiation', index: 3 },
        { name: 'Closed Won', index: 4 },
      ],
    },
  ],
})

export type PipelineChanges = z.output<typeof PipelineChanges>
export const PipelineChanges = writable(
  {
    ...inputs,
    name: inputs.name.optional(),
    moveDealsTo: uuid.optional().describe('Stage that takes the deals of the stages missing from the list'),
  },
  ignored,
)
  .refine(({ moveDealsTo, stages }) => !moveDealsTo || stages, {
    path: ['moveDealsTo'],
    message: 'goes with stages, which are not given',
  })
  .meta({ id: 'PipelineChanges', examples: [{ name: 'Updated Pipeline Name' }] })

const queries = queriesOf({
  noun: 'Pipeline',
  where: {
    ...matchShape(pipelineEntity),
    q: match.words.describe('Words that must all stand in the name or the description'),
    stages: match.text.describe('Has a stage whose name contains this'),
  },
  order: namesWith(pipelineEntity, 'order'),
  relations: pipelineRelations,
})

export type PipelineQuery = z.output<typeof PipelineQuery>
export const PipelineQuery = queries.list
export const PipelinePageQuery = queries.page
export type OnePipelineQuery = z.output<typeof OnePipelineQuery>
export const OnePipelineQuery = queries.one
