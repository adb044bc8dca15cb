import * as z from 'zod'
import { text } from '../values/formats'

export type SearchQuery = z.output<typeof SearchQuery>
export const SearchQuery = z.strictObject({
  q: text(0, 200).default('').describe('Words that must all stand in a name; none shows the newest pipelines'),
})

export type SearchResult = z.infer<typeof SearchResult>
export const SearchResult = z.object({
  pipelines: z.array(z.object({ id: z.guid(), name: z.string() })),
  deals: z
    .array(
      z.object({
        id: z.guid(),
        title: z.string(),
        pipelineId: z.guid(),
        stageName: z.string(),
        clientName: z.string().nullable(),
      }),
    )
    .describe('By their title or their client’s name, the newest first'),
  contacts: z.array(z.object({ id: z.guid(), name: z.string() })),
})
