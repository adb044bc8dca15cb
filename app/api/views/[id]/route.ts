import { methods, route } from '@/lib/http/route'
import { Id } from '@/lib/values/formats'
import { deleteView, updateView } from '@/lib/views/commands'
import { getView } from '@/lib/views/queries'
import { View, ViewChanges } from '@/lib/views/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  PUT: route(
    {
      operationId: 'updateView',
      summary: 'Change a saved view; a shared one needs EDIT_SALES_PIPELINES',
      permission: 'VIEW_SALES_PIPELINES',
      params: Id,
      body: ViewChanges,
      over: getView,
      answer: View,
      errors: ['stale'],
    },
    (actor, { params, body, ifMatch }) => updateView(actor, params.id, body, ifMatch),
  ),
  DELETE: route(
    {
      operationId: 'deleteView',
      summary: 'Delete a saved view; a shared one needs EDIT_SALES_PIPELINES',
      permission: 'VIEW_SALES_PIPELINES',
      params: Id,
      errors: ['stale'],
    },
    (actor, { params, ifMatch }) => deleteView(actor, params.id, ifMatch),
  ),
})
