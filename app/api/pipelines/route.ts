import { methods, route } from '@/lib/http/route'
import { weightOfList } from '@/lib/http/weights'
import { createPipeline } from '@/lib/pipelines/commands'
import { listPipelines } from '@/lib/pipelines/queries'
import { NewPipeline, Pipeline, PipelineList, PipelineQuery } from '@/lib/pipelines/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    {
      operationId: 'listPipelines',
      summary: 'List pipelines',
      permission: 'VIEW_SALES_PIPELINES',
      query: PipelineQuery,
      answer: PipelineList,
      heavy: weightOfList,
    },
    (actor, { query }) => listPipelines(actor, query),
  ),
  POST: route(
    {
      operationId: 'createPipeline',
      summary: 'Create a pipeline with its stages',
      permission: 'EDIT_SALES_PIPELINES',
      body: NewPipeline,
      answer: Pipeline,
      status: 201,
    },
    (actor, { body }) => createPipeline(actor, body),
  ),
})
