import { methods, route } from '@/lib/http/route'
import { Id } from '@/lib/values/formats'
import { createView } from '@/lib/views/commands'
import { listViews } from '@/lib/views/queries'
import { NewView, View, ViewList } from '@/lib/views/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    {
      operationId: 'listViews',
      summary: "List the saved views of a pipeline: the shared ones and the caller's own",
      permission: 'VIEW_SALES_PIPELINES',
      params: Id,
      answer: ViewList,
    },
    (actor, { params }) => listViews(actor, params.id),
  ),
  POST: route(
    {
      operationId: 'createView',
      summary: 'Save a view of a pipeline; a shared one needs EDIT_SALES_PIPELINES',
      permission: 'VIEW_SALES_PIPELINES',
      params: Id,
      body: NewView,
      answer: View,
      status: 201,
      errors: ['rule_refused'],
    },
    (actor, { params, body }) => createView(actor, params.id, body),
  ),
})
