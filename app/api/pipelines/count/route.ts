import { Count } from '@/lib/fields'
import { ofCount } from '@/lib/limits/weights'
import { countPipelines } from '@/lib/pipelines/queries'
import { PipelineQuery } from '@/lib/pipelines/schema'
import { methods, route } from '@/lib/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    {
      summary: 'Count pipelines',
      permission: 'VIEW_SALES_PIPELINES',
      query: PipelineQuery,
      answer: Count,
      heavy: ofCount,
    },
    (actor, { query }) => countPipelines(actor, query.where),
  ),
})
