import { listContacts } from '@/lib/contacts/queries'
import { ContactList, ContactPageQuery } from '@/lib/contacts/schema'
import { methods, route } from '@/lib/http/route'
import { weightOfList } from '@/lib/http/weights'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    {
      operationId: 'listContactsByPage',
      summary: 'List contacts page by page',
      permission: 'ORG_CONTACT_VIEW',
      query: ContactPageQuery,
      answer: ContactList,
      heavy: weightOfList,
    },
    (actor, { query }) => listContacts(actor, query),
  ),
})
