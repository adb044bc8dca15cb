import { ofList } from '@/lib/limits/weights'
import { listPipelines } from '@/lib/pipelines/queries'
import { PipelineList, PipelinePageQuery } from '@/lib/pipelines/schema'
import { methods, route } from '@/lib/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    {
      summary: 'List pipelines page by page',
      permission: 'VIEW_SALES_PIPELINES',
      query: PipelinePageQuery,
      answer: PipelineList,
      heavy: ofList,
    },
    (actor, { query }) => listPipelines(actor, query),
  ),
})
