import { listDealsOfPipeline } from '@/lib/deals/queries'
import { DealList, DealQuery } from '@/lib/deals/schema'
import { inJson } from '@/lib/http/json'
import { methods, route } from '@/lib/http/route'
import { weightOfDealsOfPipeline } from '@/lib/http/weights'
import { Id } from '@/lib/values/formats'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    {
      operationId: 'listDealsOfPipeline',
      summary: 'List the deals of a pipeline in stage order, then board order',
      permission: 'VIEW_SALES_PIPELINES',
      params: Id,
      query: DealQuery,
      answer: DealList,
      heavy: weightOfDealsOfPipeline,
    },
    (actor, { params, query }) => listDealsOfPipeline(actor, params.id, query, inJson),
  ),
})
