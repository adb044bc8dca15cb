import * as z from 'zod'
import { uuid } from '../values/formats'

export type Hold = z.output<typeof Hold>
export const Hold = z.strictObject({
  holds: uuid
    .nullable()
    .describe('The deal in your hand, said again at least every 10 seconds; null once it is put down'),
})

export type PresentMember = { userId: string; holds: string | null }

/** Data of an event `presence` of the stream: all who are at the pipeline, the reader among them. */
export type PresenceEvent = { pipelineId: string; members: PresentMember[] }
