import { methods, route } from '@/lib/http/route'
import { weightOfCount } from '@/lib/http/weights'
import { countPipelines } from '@/lib/pipelines/queries'
import { PipelineQuery } from '@/lib/pipelines/schema'
import { Count } from '@/lib/values/formats'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    {
      operationId: 'countPipelines',
      summary: 'Count pipelines',
      permission: 'VIEW_SALES_PIPELINES',
      query: PipelineQuery,
      answer: Count,
      heavy: weightOfCount,
    },
    (actor, { query }) => countPipelines(actor, query.where),
  ),
})
