import { methods, route } from '@/lib/http/route'
import { StreamEvent, StreamQuery } from '@/lib/live/schema'
import { streamChanges } from '@/lib/live/stream'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    {
      operationId: 'streamChanges',
      summary: 'Follow changes as server-sent events',
      about: 'From now on, or from where Last-Event-ID or `after` left off.',
      permission: 'VIEW_SALES_PIPELINES',
      query: StreamQuery,
      headers: ['Last-Event-ID'],
      events: StreamEvent,
      errors: ['not_found'],
    },
    (actor, { query, request }) => streamChanges(actor, query, request),
  ),
})
