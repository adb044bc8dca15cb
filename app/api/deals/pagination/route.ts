import { listDeals } from '@/lib/deals/queries'
import { DealList, DealPageQuery } from '@/lib/deals/schema'
import { inJson } from '@/lib/json'
import { ofList } from '@/lib/limits/weights'
import { methods, route } from '@/lib/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    {
      summary: 'List deals page by page',
      permission: 'VIEW_SALES_PIPELINES',
      query: DealPageQuery,
      answer: DealList,
      heavy: ofList,
    },
    (actor, { query }) => listDeals(actor, query, inJson),
  ),
})
