import * as z from 'zod'
import { exampleIds } from '../values/example-ids'
import { uuid } from '../values/formats'

export type Hold = z.output<typeof Hold>
export const Hold = z
  .strictObject({
    holds: uuid
      .nullable()
      .describe('The deal in your hand, said again at least every 10 seconds; null once it is put down'),
  })
  .meta({ id: 'Hold', examples: [{ holds: exampleIds.deal }] })

export type PresentMember = z.infer<typeof PresentMember>
const PresentMember = z
  .object({ userId: z.guid(), holds: z.guid().nullable().describe('The deal in their hand') })
  .meta({ id: 'PresentMember' })

/** Data of an event `presence` of the stream. */
export type PresenceEvent = z.infer<typeof PresenceEvent>
export const PresenceEvent = z
  .object({ pipelineId: z.guid(), members: z.array(PresentMember) })
  .describe('All who are at the pipeline, the reader among them')
  .meta({ id: 'PresenceEvent' })
