import { BulkAnswer } from '@/lib/deals/schema'
import { redoBatch } from '@/lib/deals/undoing/undo'
import { methods, route } from '@/lib/http/route'
import { weightOfUndo } from '@/lib/http/weights'
import { Id } from '@/lib/values/formats'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(
    {
      operationId: 'redoBulkChange',
      summary: 'Redo a bulk change that was taken back, by its batchId',
      permission: 'EDIT_SALES_PIPELINES',
      params: Id,
      answer: BulkAnswer,
      heavy: weightOfUndo,
      errors: ['conflict'],
    },
    (actor, { params }) => redoBatch(actor, params.id),
  ),
})
