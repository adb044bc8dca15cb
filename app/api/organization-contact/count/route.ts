import { countContacts } from '@/lib/contacts/queries'
import { ContactQuery } from '@/lib/contacts/schema'
import { Count } from '@/lib/fields'
import { ofCount } from '@/lib/limits/weights'
import { methods, route } from '@/lib/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    { summary: 'Count contacts', permission: 'ORG_CONTACT_VIEW', query: ContactQuery, answer: Count, heavy: ofCount },
    (actor, { query }) => countContacts(actor, query.where),
  ),
})
