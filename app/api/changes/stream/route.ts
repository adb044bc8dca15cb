import { methods, route } from '@/lib/http/route'
import { StreamQuery } from '@/lib/live/schema'
import { streamChanges } from '@/lib/live/stream'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    {
      summary: 'Changes as server-sent events, from now or from where Last-Event-ID or `after` left off',
      permission: 'VIEW_SALES_PIPELINES',
      query: StreamQuery,
      produces: 'text/event-stream',
      errors: ['not_found'],
    },
    (actor, { query, request }) => streamChanges(actor, query, request),
  ),
})
