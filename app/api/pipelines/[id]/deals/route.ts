import { listDealsOfPipeline } from '@/lib/deals/queries'
import { DealList, DealQuery } from '@/lib/deals/schema'
import { Id } from '@/lib/fields'
import { inJson } from '@/lib/json'
import { ofDealsOfPipeline } from '@/lib/limits/weights'
import { methods, route } from '@/lib/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    {
      summary: 'List the deals of a pipeline in stage order, then board order',
      permission: 'VIEW_SALES_PIPELINES',
      params: Id,
      query: DealQuery,
      answer: DealList,
      heavy: ofDealsOfPipeline,
    },
    (actor, { params, query }) => listDealsOfPipeline(actor, params.id, query, inJson),
  ),
})
