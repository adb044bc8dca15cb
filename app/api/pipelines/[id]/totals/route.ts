import { getTotals } from '@/lib/board/queries'
import { TotalsList, TotalsQuery } from '@/lib/board/schema'
import { methods, route } from '@/lib/http/route'
import { weightOfTotals } from '@/lib/http/weights'
import { Id } from '@/lib/values/formats'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    {
      operationId: 'getTotals',
      summary: 'Count and sum the deals of each stage of a pipeline',
      permission: 'VIEW_SALES_PIPELINES',
      params: Id,
      query: TotalsQuery,
      answer: TotalsList,
      heavy: weightOfTotals,
    },
    (actor, { params, query }) => getTotals(actor, params.id, query),
  ),
})
