import { methods, route } from '@/lib/http/route'
import { setLostReasons } from '@/lib/lost-reasons/commands'
import { listLostReasons } from '@/lib/lost-reasons/queries'
import { LostReasonChanges, LostReasons } from '@/lib/lost-reasons/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    {
      operationId: 'listLostReasons',
      summary: 'List the reasons that are offered when a deal is lost',
      permission: 'VIEW_SALES_PIPELINES',
      answer: LostReasons,
    },
    (actor) => listLostReasons(actor),
  ),
  PUT: route(
    {
      operationId: 'replaceLostReasons',
      summary: 'Replace the reasons that are offered when a deal is lost; none leaves free text alone',
      permission: 'EDIT_SALES_PIPELINES',
      body: LostReasonChanges,
      over: listLostReasons,
      answer: LostReasons,
      errors: ['stale'],
    },
    (actor, { body, ifMatch }) => setLostReasons(actor, body, ifMatch),
  ),
})
