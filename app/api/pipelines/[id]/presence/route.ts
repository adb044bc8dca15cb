import { methods, route } from '@/lib/http/route'
import { holdDeal } from '@/lib/presence/commands'
import { Hold } from '@/lib/presence/schema'
import { Id } from '@/lib/values/formats'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(
    {
      operationId: 'holdDeal',
      summary: 'Let the others at a pipeline know which deal you have in hand',
      permission: 'EDIT_SALES_PIPELINES',
      params: Id,
      body: Hold,
    },
    (actor, { params, body }) => holdDeal(actor, params.id, body),
  ),
})
