import { deleteDeal, updateDeal } from '@/lib/deals/commands'
import { getDeal } from '@/lib/deals/queries'
import { Deal, DealChanges, OneDealQuery } from '@/lib/deals/schema'
import { methods, route } from '@/lib/http/route'
import { Id } from '@/lib/values/formats'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    {
      operationId: 'getDeal',
      summary: 'Get a deal',
      permission: 'VIEW_SALES_PIPELINES',
      params: Id,
      query: OneDealQuery,
      answer: Deal,
    },
    (actor, { params, query }) => getDeal(actor, params.id, query),
  ),
  PUT: route(
    {
      operationId: 'updateDeal',
      summary: 'Change a deal; with stageId, beforeId or afterId it moves',
      permission: 'EDIT_SALES_PIPELINES',
      params: Id,
      body: DealChanges,
      over: getDeal,
      answer: Deal,
      errors: ['stale', 'rule_refused'],
    },
    (actor, { params, body, ifMatch }) => updateDeal(actor, params.id, body, ifMatch),
  ),
  DELETE: route(
    {
      operationId: 'deleteDeal',
      summary: 'Delete a deal',
      permission: 'EDIT_SALES_PIPELINES',
      params: Id,
      errors: ['stale'],
    },
    (actor, { params, ifMatch }) => deleteDeal(actor, params.id, ifMatch),
  ),
})
