import { changeDeals } from '@/lib/deals/bulk/bulk'
import { BulkAnswer, BulkChange } from '@/lib/deals/schema'
import { methods, route } from '@/lib/http/route'
import { weightOfBulk } from '@/lib/http/weights'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(
    {
      operationId: 'changeDeals',
      summary: 'Edit, move or delete many deals, all or none',
      permission: 'EDIT_SALES_PIPELINES',
      body: BulkChange,
      answer: BulkAnswer,
      heavy: weightOfBulk,
      errors: ['conflict', 'stale', 'rule_refused'],
    },
    (actor, { body }) => changeDeals(actor, body),
  ),
})
