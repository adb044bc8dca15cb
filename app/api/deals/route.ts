import { createDeal } from '@/lib/deals/commands'
import { listDeals } from '@/lib/deals/queries'
import { Deal, DealList, DealQuery, NewDeal } from '@/lib/deals/schema'
import { inJson } from '@/lib/http/json'
import { methods, route } from '@/lib/http/route'
import { weightOfList } from '@/lib/http/weights'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    {
      operationId: 'listDeals',
      summary: 'List deals',
      permission: 'VIEW_SALES_PIPELINES',
      query: DealQuery,
      answer: DealList,
      heavy: weightOfList,
    },
    (actor, { query }) => listDeals(actor, query, inJson),
  ),
  POST: route(
    {
      operationId: 'createDeal',
      summary: 'Create a deal',
      about: 'It lands at the top of its stage unless a neighbour is named.',
      permission: 'EDIT_SALES_PIPELINES',
      body: NewDeal,
      answer: Deal,
      status: 201,
      errors: ['rule_refused', 'conflict'],
    },
    (actor, { body }) => createDeal(actor, body),
  ),
})
