import { listCards } from '@/lib/board/queries'
import { CardPage, CardQuery } from '@/lib/board/schema'
import { methods, route } from '@/lib/http/route'
import { weightOfCards } from '@/lib/http/weights'
import { Id } from '@/lib/values/formats'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    {
      operationId: 'listCards',
      summary: 'List the cards of one stage, or of the pipeline under a sort, or those that are named',
      permission: 'VIEW_SALES_PIPELINES',
      params: Id,
      query: CardQuery,
      answer: CardPage,
      heavy: weightOfCards,
    },
    (actor, { params, query }) => listCards(actor, params.id, query),
  ),
})
