import { methods, route } from '@/lib/http/route'
import { weightOfSearch } from '@/lib/http/weights'
import { search } from '@/lib/search/queries'
import { SearchQuery, SearchResult } from '@/lib/search/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    {
      operationId: 'search',
      summary: 'Find pipelines, deals and contacts by words',
      permission: 'VIEW_SALES_PIPELINES',
      query: SearchQuery,
      answer: SearchResult,
      errors: ['not_found'],
      heavy: weightOfSearch,
    },
    (actor, { query }) => search(actor, query),
  ),
})
