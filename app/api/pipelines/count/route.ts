import { Count } from '@/lib/fields'
import { countPipelines } from '@/lib/pipelines/queries'
import { PipelineQuery } from '@/lib/pipelines/schema'
import { methods, route } from '@/lib/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    { summary: 'Count pipelines', permission: 'VIEW_SALES_PIPELINES', query: PipelineQuery, answer: Count },
    (actor, { query }) => countPipelines(actor, query.where),
  ),
})
