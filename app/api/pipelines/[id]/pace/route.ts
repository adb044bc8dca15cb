import { getPace } from '@/lib/board/pace'
import { PaceList } from '@/lib/board/schema'
import { methods, route } from '@/lib/http/route'
import { weightOfScan } from '@/lib/http/weights'
import { Id } from '@/lib/values/formats'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    {
      operationId: 'getPace',
      summary: 'Tell how long deals usually stay in each open stage of a pipeline',
      permission: 'VIEW_SALES_PIPELINES',
      params: Id,
      answer: PaceList,
      heavy: weightOfScan,
    },
    (actor, { params }) => getPace(actor, params.id),
  ),
})
