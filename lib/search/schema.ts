import * as z from 'zod'
import { match } from '../query/schema'
import { Named, uuid } from '../values/formats'

export type SearchQuery = z.output<typeof SearchQuery>
export const SearchQuery = z.strictObject({
  q: match.words.optional().describe('Words that must all stand in a name; none shows the newest pipelines'),
  pipelineId: uuid.optional().describe('Its deals come before others that are called so as well'),
})

export const groups = ['pipelines', 'deals', 'contacts'] as const

export type SearchResult = z.infer<typeof SearchResult>
export const SearchResult = z
  .object({
    pipelines: z.array(Named),
    deals: z
      .array(
        z
          .object({
            id: z.guid(),
            title: z.string(),
            pipelineId: z.guid(),
            stageName: z.string(),
            clientName: z.string().nullable(),
          })
          .meta({ id: 'FoundDeal' }),
      )
      .describe('By their title or their client’s name'),
    contacts: z.array(Named),
    more: z.array(z.enum(groups)).describe('Of which more are called so than are shown'),
  })
  .meta({ id: 'SearchResult' })
  .describe('Whole words before beginnings of words before other parts of them, then the newest first')
