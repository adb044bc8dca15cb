import * as z from 'zod'
import { requirable } from '@/lib/fields/deal'
import { Deal, PipelineOfStage, RequirableField } from '../deals/schema'
import { pipelineRelations } from '../query/relations'
import { match, queriesOf } from '../query/schema'
import {
  audited,
  auditedKeys,
  currency,
  line,
  percent,
  plainAmount,
  prose,
  related,
  stageKind,
  uuid,
  writable,
} from '../values/formats'

export type Stage = z.infer<typeof Stage>
export const Stage = z
  .object({
    ...audited,
    ...related,
    name: z.string(),
    index: z.int().describe('Place in the pipeline, contiguous from 0'),
    description: z.string().nullable(),
    pipelineId: z.guid(),
    kind: stageKind,
    probability: z.int().nullable().describe('Percent; counts for deals without one of their own'),
    rottingDays: z.int().nullable().describe('Days in the stage after which a deal is stale'),
    color: z.string().nullable(),
    requiredFields: z
      .array(RequirableField)
      .describe('What a deal must have to come in; a lost reason only where kind is lost'),
    wipLimit: z.int().nullable().describe('Deals the stage is meant to hold at most'),
    wipAmount: z
      .number()
      .nullable()
      .describe("What its deals in the pipeline's currency are meant to add up to at most, in major units"),
    wipIsHard: z.boolean().describe('Whether a deal that would pass one of the two limits is refused with 422'),
    pipeline: PipelineOfStage.optional().describe('Only with the relation stages.pipeline'),
    deals: z.array(Deal).optional().describe('In board order; only with the relation stages.deals'),
  })
  .meta({ id: 'Stage' })

/** A stage as boards and the forms of deals know it. */
export type BoardStage = Pick<
  Stage,
  | 'id'
  | 'name'
  | 'index'
  | 'description'
  | 'kind'
  | 'probability'
  | 'rottingDays'
  | 'color'
  | 'requiredFields'
  | 'wipLimit'
  | 'wipAmount'
  | 'wipIsHard'
>

export type Pipeline = z.infer<typeof Pipeline>
export const Pipeline = PipelineOfStage.extend({
  stages: z.array(Stage).describe('In order of index'),
}).meta({ id: 'Pipeline' })

export const PipelineList = z.object({ items: z.array(Pipeline), total: z.int() }).meta({ id: 'PipelinePage' })

const stageFields = {
  name: line(1, 200),
  index: z.int().min(0).max(10_000).nullish(),
  description: prose(2000).optional(),
  kind: stageKind.optional().describe('When a new stage leaves it out, its name decides once: Won, Closed Lost'),
  probability: percent.nullable().optional(),
  rottingDays: z.int().min(1).max(3650).nullable().optional(),
  color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'must be a colour as in #3b82f6')
    .nullable()
    .optional(),
  requiredFields: z
    .array(RequirableField)
    .max(100)
    .transform((required) => requirable.filter((field) => required.includes(field)))
    .optional(),
  wipLimit: z.int().min(1).max(1_000_000).nullable().optional(),
  wipAmount: plainAmount
    .refine((limit) => limit > 0, 'must be more than 0')
    .nullable()
    .optional(),
  wipIsHard: z.boolean().optional(),
  isArchived: z.boolean().optional(),
}
const stageReadOnly = [...auditedKeys, 'pipelineId', 'pipeline', 'organizationId', 'deals'] as const
const MAX_STAGES = 100

/** A stage in a write: with an `id` it is updated, without one it is created. */
export type StageInput = z.output<typeof StageInput>
export const StageInput = writable({ ...stageFields, id: uuid.optional() }, stageReadOnly).meta({
  id: 'StageInput',
  examples: [{ name: 'Prospecting' }],
})

const pipelineFields = {
  name: line(1, 200),
  description: prose(2000).optional(),
  organizationId: uuid.nullish(),
  isActive: z.boolean().optional(),
  isArchived: z.boolean().optional(),
  currency: currency.optional(),
  stages: z.array(StageInput).max(MAX_STAGES).optional(),
}

export type NewPipeline = z.output<typeof NewPipeline>
export const NewPipeline = writable(pipelineFields, auditedKeys).meta({
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
    ...pipelineFields,
    name: pipelineFields.name.optional(),
    moveDealsTo: uuid.optional().describe('Stage that takes the deals of the stages missing from the list'),
  },
  auditedKeys,
)
  .refine(({ moveDealsTo, stages }) => !moveDealsTo || stages, {
    path: ['moveDealsTo'],
    message: 'goes with stages, which are not given',
  })
  .meta({ id: 'PipelineChanges', examples: [{ name: 'Updated Pipeline Name' }] })

const queries = queriesOf({
  noun: 'Pipeline',
  where: {
    id: match.id,
    q: match.words.describe('Words that must all stand in the name or the description'),
    name: match.text.describe('Contains, whatever the case'),
    description: match.text.describe('Contains, whatever the case'),
    stages: match.text.describe('Has a stage whose name contains this'),
    isActive: match.flag,
    isArchived: match.flag,
    currency: match.text,
    organizationId: match.id,
    createdByUserId: match.id,
    updatedByUserId: match.id,
    createdAt: match.moment,
    updatedAt: match.moment,
    version: match.integer(),
  },
  order: ['name', 'description', 'isActive', 'isArchived', 'currency', 'createdAt', 'updatedAt', 'id'],
  relations: pipelineRelations,
})

export type PipelineQuery = z.output<typeof PipelineQuery>
export const PipelineQuery = queries.list
export const PipelinePageQuery = queries.page
export type OnePipelineQuery = z.output<typeof OnePipelineQuery>
export const OnePipelineQuery = queries.one
