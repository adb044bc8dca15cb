import * as z from 'zod'
import { changes } from '@/db/schema/changes'
import { Card } from '../board/schema'
import { PresenceEvent } from '../presence/schema'
import { uuid } from '../values/formats'

export type StreamQuery = z.output<typeof StreamQuery>
export const StreamQuery = z.strictObject({
  pipelineId: z
    .string()
    .transform((list) => list.toLowerCase().split(','))
    .refine(
      (ids) => ids.every((id) => uuid.safeParse(id).success),
      'must be a uuid, or several with commas between them',
    )
    .refine((ids) => ids.length <= 50, 'must be 50 at most')
    .optional()
    .describe('Only what concerns these pipelines')
    .meta({ type: 'array', items: { type: 'string', format: 'uuid' }, maxItems: 50 }),
  after: z.string().max(8_000).optional().describe('A cursor; Last-Event-ID wins over it'),
  presence: z
    .enum(['true', 'false'])
    .meta({ type: 'boolean', enum: undefined })
    .optional()
    .describe('true: the others at the pipelines named see that you are there, and you are told who is'),
  once: z
    .enum(['true', 'false'])
    .meta({ type: 'boolean', enum: undefined })
    .optional()
    .describe('true: the stream ends once it has caught up, for readers whose proxy holds a stream back until its end'),
})

const { entity, action } = changes

/** Data of an event `change` of the stream. */
export type ChangeEvent = z.infer<typeof ChangeEvent>
const ChangeEvent = z
  .object({
    entity: z.enum(entity.enumValues),
    entityId: z.guid(),
    action: z
      .enum(action.enumValues)
      .describe('Of a stage that `moved` some deals have new ranks, but no new versions: read it again'),
    version: z.int().describe('Of the entity after the change'),
    pipelineId: z.guid().nullable(),
    pipelineFrom: z.guid().nullable().describe('The pipeline that a deal left when it changed pipelines'),
    stageFrom: z.guid().nullable(),
    stageTo: z.guid().nullable(),
    actorId: z.guid().nullable().describe('Who changed it'),
    at: z.iso.datetime(),
    batchId: z.guid().nullable().describe('Shared by the changes of one bulk change'),
    card: Card.optional().describe('The deal as it stood when the event was sent; without it, fetch it by its id'),
  })
  .meta({ id: 'ChangeEvent' })

const NoData = z.strictObject({}).describe('Data of `ready`, `resync` and `beat`').meta({ id: 'NoData' })

export const StreamEvent = z
  .union([ChangeEvent, PresenceEvent, NoData])
  .describe(
    '`ready` once the stream has caught up, `change` for each change, `resync` when the reader must load afresh, each with a cursor as its id to resume from; without an id `presence`, if asked for, and every 5 seconds `beat`, so that silence means a lost connection',
  )
  .meta({ id: 'StreamEvent' })
