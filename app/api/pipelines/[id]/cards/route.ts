import { listCards } from '@/lib/board/queries'
import { CardPage, CardQuery } from '@/lib/board/schema'
import { Id } from '@/lib/fields'
import { ofCards } from '@/lib/limits/weights'
import { methods, route } from '@/lib/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    {
      summary: 'List the cards of one stage, or of the pipeline under a sort, or those that are named',
      permission: 'VIEW_SALES_PIPELINES',
      params: Id,
      query: CardQuery,
      answer: CardPage,
      heavy: ofCards,
    },
    (actor, { params, query }) => listCards(actor, params.id, query),
  ),
})
