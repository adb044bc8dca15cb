import { deleteContact, updateContact } from '@/lib/contacts/commands'
import { getContact } from '@/lib/contacts/queries'
import { Contact, ContactChanges, OneContactQuery } from '@/lib/contacts/schema'
import { methods, route } from '@/lib/http/route'
import { weightOfMany } from '@/lib/http/weights'
import { Id } from '@/lib/values/formats'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    {
      operationId: 'getContact',
      summary: 'Get a contact',
      permission: 'ORG_CONTACT_VIEW',
      params: Id,
      query: OneContactQuery,
      answer: Contact,
    },
    (actor, { params, query }) => getContact(actor, params.id, query),
  ),
  PUT: route(
    {
      operationId: 'updateContact',
      summary: 'Change a contact',
      permission: 'ORG_CONTACT_EDIT',
      params: Id,
      body: ContactChanges,
      over: getContact,
      answer: Contact,
      errors: ['stale'],
    },
    (actor, { params, body, ifMatch }) => updateContact(actor, params.id, body, ifMatch),
  ),
  DELETE: route(
    {
      operationId: 'deleteContact',
      summary: 'Delete a contact; its deals stay, without a client',
      permission: 'ORG_CONTACT_EDIT',
      params: Id,
      errors: ['stale'],
      heavy: weightOfMany,
    },
    (actor, { params, ifMatch }) => deleteContact(actor, params.id, ifMatch),
  ),
})
