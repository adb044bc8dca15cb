import { countContacts } from '@/lib/contacts/queries'
import { ContactQuery } from '@/lib/contacts/schema'
import { methods, route } from '@/lib/http/route'
import { weightOfCount } from '@/lib/http/weights'
import { Count } from '@/lib/values/formats'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    {
      operationId: 'countContacts',
      summary: 'Count contacts',
      permission: 'ORG_CONTACT_VIEW',
      query: ContactQuery,
      answer: Count,
      heavy: weightOfCount,
    },
    (actor, { query }) => countContacts(actor, query.where),
  ),
})
