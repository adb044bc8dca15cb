import { Undo, UndoAnswer } from '@/lib/deals/schema'
import { undoChange } from '@/lib/deals/undoing/undo'
import { methods, route } from '@/lib/http/route'
import { Id } from '@/lib/values/formats'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(
    {
      operationId: 'undoDealChange',
      summary: 'Take back the last change of a deal, or bring it back',
      permission: 'EDIT_SALES_PIPELINES',
      params: Id,
      body: Undo,
      answer: UndoAnswer,
      errors: ['conflict'],
    },
    (actor, { params, body }) => undoChange(actor, params.id, body),
  ),
})
