import { methods, route } from '@/lib/http/route'
import { weightOfMany, weightOfPipeline, weightOfStages } from '@/lib/http/weights'
import { deletePipeline, updatePipeline } from '@/lib/pipelines/commands'
import { getPipeline } from '@/lib/pipelines/queries'
import { OnePipelineQuery, Pipeline, PipelineChanges } from '@/lib/pipelines/schema'
import { Id } from '@/lib/values/formats'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    {
      operationId: 'getPipeline',
      summary: 'Get a pipeline with its stages',
      permission: 'VIEW_SALES_PIPELINES',
      params: Id,
      query: OnePipelineQuery,
      answer: Pipeline,
      heavy: weightOfPipeline,
    },
    (actor, { params, query }) => getPipeline(actor, params.id, query),
  ),
  PUT: route(
    {
      operationId: 'updatePipeline',
      summary: 'Change a pipeline; stages, when given, replace the list',
      permission: 'EDIT_SALES_PIPELINES',
      params: Id,
      body: PipelineChanges,
      over: getPipeline,
      answer: Pipeline,
      heavy: weightOfStages,
      errors: ['conflict', 'stale'],
    },
    (actor, { params, body, ifMatch }) => updatePipeline(actor, params.id, body, ifMatch),
  ),
  DELETE: route(
    {
      operationId: 'deletePipeline',
      summary: 'Delete a pipeline with its stages, deals and views',
      permission: 'EDIT_SALES_PIPELINES',
      params: Id,
      heavy: weightOfMany,
      errors: ['stale'],
    },
    (actor, { params, ifMatch }) => deletePipeline(actor, params.id, ifMatch),
  ),
})
