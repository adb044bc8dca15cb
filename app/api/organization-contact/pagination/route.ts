import { listContacts } from '@/lib/contacts/queries'
import { ContactList, ContactPageQuery } from '@/lib/contacts/schema'
import { ofList } from '@/lib/limits/weights'
import { methods, route } from '@/lib/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    {
      summary: 'List contacts page by page',
      permission: 'ORG_CONTACT_VIEW',
      query: ContactPageQuery,
      answer: ContactList,
      heavy: ofList,
    },
    (actor, { query }) => listContacts(actor, query),
  ),
})
