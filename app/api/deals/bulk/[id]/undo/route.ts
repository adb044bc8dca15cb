import { BulkAnswer } from '@/lib/deals/schema'
import { undoBatch } from '@/lib/deals/undo'
import { Id } from '@/lib/fields'
import { ofUndo } from '@/lib/limits/weights'
import { methods, route } from '@/lib/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(
    {
      summary: 'Take back a bulk change, by its batchId',
      permission: 'EDIT_SALES_PIPELINES',
      params: Id,
      answer: BulkAnswer,
      heavy: ofUndo,
      errors: ['conflict'],
    },
    (actor, { params }) => undoBatch(actor, params.id),
  ),
})
