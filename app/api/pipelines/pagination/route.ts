import { methods, route } from '@/lib/http/route'
import { weightOfList } from '@/lib/http/weights'
import { listPipelines } from '@/lib/pipelines/queries'
import { PipelineList, PipelinePageQuery } from '@/lib/pipelines/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    {
      operationId: 'listPipelinesByPage',
      summary: 'List pipelines page by page',
      permission: 'VIEW_SALES_PIPELINES',
      query: PipelinePageQuery,
      answer: PipelineList,
      heavy: weightOfList,
    },
    (actor, { query }) => listPipelines(actor, query),
  ),
})
