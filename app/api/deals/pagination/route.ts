import { listDeals } from '@/lib/deals/queries'
import { DealList, DealPageQuery } from '@/lib/deals/schema'
import { inJson } from '@/lib/http/json'
import { methods, route } from '@/lib/http/route'
import { weightOfList } from '@/lib/http/weights'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    {
      operationId: 'listDealsByPage',
      summary: 'List deals page by page',
      permission: 'VIEW_SALES_PIPELINES',
      query: DealPageQuery,
      answer: DealList,
      heavy: weightOfList,
    },
    (actor, { query }) => listDeals(actor, query, inJson),
  ),
})
