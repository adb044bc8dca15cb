import * as z from 'zod'
import { Card } from '../board/schema'
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
    .describe('Only what concerns this pipeline, or these, with commas between them'),
  after: z.string().max(8_000).optional().describe('A cursor; Last-Event-ID wins over it'),
  presence: z
    .enum(['true', 'false'])
    .optional()
    .describe('true: the others at the pipelines named see that you are there, and you are told who is'),
})

/** What one event of the stream says. */
export type ChangeEvent = z.infer<typeof ChangeEvent>
export const ChangeEvent = z.object({
  entity: z.enum(['pipeline', 'stage', 'deal', 'contact', 'role', 'membership', 'tenant', 'view']),
  entityId: z.guid(),
  action: z
    .enum(['created', 'updated', 'moved', 'deleted'])
    .describe('A stage that moved has new ranks for some of its deals, whose versions stay; read it again'),
  version: z.int(),
  pipelineId: z.guid().nullable(),
  pipelineFrom: z.guid().nullable().describe('Where a deal came from when it changed pipelines'),
  stageFrom: z.guid().nullable(),
  stageTo: z.guid().nullable(),
  actorId: z.guid().nullable(),
  at: z.iso.datetime(),
  batchId: z.guid().nullable(),
  card: Card.optional().describe('The deal as it stood when the event was sent; without it, fetch it by its id'),
})
