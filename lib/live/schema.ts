import * as z from 'zod'
import type { ChangeRow } from '@/db/schema/changes'
import type { Card } from '../board/schema'
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

/**
 * Data of an event `change` of the stream. A stage that `moved` has new ranks for some of its deals, whose versions stay:
 * read it again.
 */
export type ChangeEvent = Pick<
  ChangeRow,
  'entity' | 'entityId' | 'action' | 'version' | 'pipelineId' | 'stageFrom' | 'stageTo' | 'actorId' | 'at' | 'batchId'
> & {
  /** The pipeline that a deal left when it changed pipelines. */
  pipelineFrom: string | null
  /** The deal as it stood when the event was sent; without it, fetch it by its id. */
  card?: Card | undefined
}
