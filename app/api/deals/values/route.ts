import { listValues } from '@/lib/deals/queries'
import { ValueList, ValueQuery } from '@/lib/deals/schema'
import { methods, route } from '@/lib/http/route'
import { weightOfScan } from '@/lib/http/weights'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    {
      operationId: 'listValues',
      summary: 'List the values of a text that are in use, the most used first, then those that are usual',
      permission: 'VIEW_SALES_PIPELINES',
      query: ValueQuery,
      answer: ValueList,
      heavy: weightOfScan,
    },
    (actor, { query }) => listValues(actor, query),
  ),
})
