import { countDeals } from '@/lib/deals/queries'
import { DealQuery } from '@/lib/deals/schema'
import { Count } from '@/lib/fields'
import { ofCount } from '@/lib/limits/weights'
import { methods, route } from '@/lib/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    { summary: 'Count deals', permission: 'VIEW_SALES_PIPELINES', query: DealQuery, answer: Count, heavy: ofCount },
    (actor, { query }) => countDeals(actor, query.where),
  ),
})
