import { createContact } from '@/lib/contacts/commands'
import { listContacts } from '@/lib/contacts/queries'
import { Contact, ContactList, ContactQuery, NewContact } from '@/lib/contacts/schema'
import { methods, route } from '@/lib/http/route'
import { weightOfList } from '@/lib/http/weights'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    {
      operationId: 'listContacts',
      summary: 'List contacts',
      permission: 'ORG_CONTACT_VIEW',
      query: ContactQuery,
      answer: ContactList,
      heavy: weightOfList,
    },
    (actor, { query }) => listContacts(actor, query),
  ),
  POST: route(
    {
      operationId: 'createContact',
      summary: 'Create a contact',
      permission: 'ORG_CONTACT_EDIT',
      body: NewContact,
      answer: Contact,
      status: 201,
    },
    (actor, { body }) => createContact(actor, body),
  ),
})
