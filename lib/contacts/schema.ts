import * as z from 'zod'
import { contactEntity } from '../fields/contact'
import { namesWith } from '../fields/field'
import { answerShape, ignoredOf, inputShape, matchShape } from '../fields/schemas'
import { contactRelations } from '../query/relations'
import { match, queriesOf } from '../query/schema'
import { related, uuid, writable } from '../values/formats'

export type Contact = z.infer<typeof Contact>
export const Contact = z.object({ ...answerShape(contactEntity), ...related }).meta({ id: 'Contact' })

export const ContactList = z.object({ items: z.array(Contact), total: z.int() }).meta({ id: 'ContactPage' })

const inputs = { ...inputShape(contactEntity), organizationId: uuid.nullish() }

/** Fields that clients of Ever Gauzy send and that are ignored here. */
const leftOutFields = [
  ...['members', 'projects', 'tags', 'image', 'imageId', 'contact', 'contactId', 'phones', 'fax', 'inviteStatus'],
  ...['country', 'regionCode', 'city', 'postcode', 'address', 'address2', 'latitude', 'longitude'],
]
const ignored = ignoredOf(contactEntity, ...leftOutFields)

export type NewContact = z.output<typeof NewContact>
export const NewContact = writable(inputs, ignored).meta({
  id: 'NewContact',
  examples: [{ name: 'Acme Corp', contactType: 'CLIENT', primaryEmail: 'office@acme.example' }],
})

export type ContactChanges = z.output<typeof ContactChanges>
export const ContactChanges = writable({ ...inputs, name: inputs.name.optional() }, ignored).meta({
  id: 'ContactChanges',
  examples: [{ primaryPhone: '+1 555 0100' }],
})

const queries = queriesOf({
  noun: 'Contact',
  where: {
    ...matchShape(contactEntity),
    q: match.words.describe('Words that must all stand in the name or the email address'),
  },
  order: namesWith(contactEntity, 'order'),
  relations: contactRelations,
  leftOut: ['contact', 'image', 'members', 'members.user', 'projects', 'projects.members', 'tags'],
})

export type ContactQuery = z.output<typeof ContactQuery>
export const ContactQuery = queries.list
export const ContactPageQuery = queries.page
export type OneContactQuery = z.output<typeof OneContactQuery>
export const OneContactQuery = queries.one
