import { listTags } from '@/lib/deals/queries'
import { TagList, TagQuery } from '@/lib/deals/schema'
import { methods, route } from '@/lib/http/route'
import { weightOfScan } from '@/lib/http/weights'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    {
      operationId: 'listTags',
      summary: 'List the tags in use',
      permission: 'VIEW_SALES_PIPELINES',
      query: TagQuery,
      answer: TagList,
      heavy: weightOfScan,
    },
    (actor, { query }) => listTags(actor, query),
  ),
})
