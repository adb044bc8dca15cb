import { countDeals } from '@/lib/deals/queries'
import { DealQuery } from '@/lib/deals/schema'
import { methods, route } from '@/lib/http/route'
import { weightOfCount } from '@/lib/http/weights'
import { Count } from '@/lib/values/formats'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    {
      operationId: 'countDeals',
      summary: 'Count deals',
      permission: 'VIEW_SALES_PIPELINES',
      query: DealQuery,
      answer: Count,
      heavy: weightOfCount,
    },
    (actor, { query }) => countDeals(actor, query.where),
  ),
})
