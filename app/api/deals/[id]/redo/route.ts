import { Undo, UndoAnswer } from '@/lib/deals/schema'
import { redoChange } from '@/lib/deals/undoing/undo'
import { methods, route } from '@/lib/http/route'
import { Id } from '@/lib/values/formats'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(
    {
      operationId: 'redoDealChange',
      summary: 'Redo the change of a deal that was taken back last',
      permission: 'EDIT_SALES_PIPELINES',
      params: Id,
      body: Undo,
      answer: UndoAnswer,
      errors: ['conflict'],
    },
    (actor, { params, body }) => redoChange(actor, params.id, body),
  ),
})
