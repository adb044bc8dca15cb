import * as z from 'zod'
import { audited, auditedKeys, plainAmount, prose, text, uuid, writable } from '../fields'
import { listQuery, match, oneQuery, pageQuery } from '../list-query'

const contactTypes = ['CLIENT', 'CUSTOMER', 'LEAD', 'VENDOR', 'PARTNER'] as const
const budgetTypes = ['hours', 'cost'] as const

export type Contact = z.infer<typeof Contact>
export const Contact = z.object({
  ...audited,
  name: z.string(),
  contactType: z.enum(contactTypes),
  primaryEmail: z.string().nullable(),
  primaryPhone: z.string().nullable(),
  website: z.string().nullable(),
  notes: z.string().nullable(),
  imageUrl: z.string().nullable(),
  budget: z.number().nullable().describe('Hours or money, as budgetType says'),
  budgetType: z.enum(budgetTypes).nullable(),
  fiscalInformation: z.string().nullable(),
  organizationId: z.guid(),
})

export const ContactList = z.object({ items: z.array(Contact), total: z.int() })

const fields = {
  name: text(1, 300),
  contactType: z.enum(contactTypes, `must be one of ${contactTypes.join(', ')}`).optional(),
  primaryEmail: text(0, 320)
    .transform((value) => value || null)
    .pipe(z.email('must be an email address').nullable())
    .nullable()
    .optional(),
  primaryPhone: prose(100).optional(),
  website: prose(500).optional(),
  notes: prose(20_000).optional(),
  imageUrl: prose(2000).optional(),
  budget: plainAmount.nullable().optional(),
  budgetType: z.enum(budgetTypes, 'must be hours or cost').nullable().optional(),
  fiscalInformation: prose(2000).optional(),
  organizationId: uuid.nullish(),
  isArchived: z.boolean().optional(),
}

/** Fields of the contact form of other servers of this family, for which there is nothing here. */
const leftOutFields = [
  ...['members', 'projects', 'tags', 'image', 'imageId', 'contact', 'contactId', 'phones', 'fax', 'inviteStatus'],
  ...['country', 'regionCode', 'city', 'postcode', 'address', 'address2', 'latitude', 'longitude'],
]
const readOnly = [...auditedKeys, ...leftOutFields]

export type NewContact = z.output<typeof NewContact>
export const NewContact = writable(fields, readOnly)

export type ContactChanges = z.output<typeof ContactChanges>
export const ContactChanges = writable({ ...fields, name: fields.name.optional() }, readOnly)

/** What clients of the Gauzy family load with a contact; accepted, and nothing more is added for it. */
const toleratedRelations = [
  'organization',
  'tenant',
  'contact',
  'members',
  'members.user',
  'projects',
  'tags',
  'image',
  'createdByUser',
] as const

const where = {
  id: match.id.optional(),
  name: match.text.optional().describe('Contains, whatever the case'),
  contactType: z.enum(contactTypes).optional(),
  primaryEmail: match.text.optional(),
  primaryPhone: match.text.optional(),
  website: match.text.optional(),
  organizationId: match.id.optional(),
  isArchived: match.flag.optional(),
  createdByUserId: match.id.optional(),
  updatedByUserId: match.id.optional(),
  createdAt: match.moment.optional(),
  updatedAt: match.moment.optional(),
  version: match.integer.optional(),
}

const list = {
  where,
  order: ['name', 'contactType', 'primaryEmail', 'primaryPhone', 'createdAt', 'updatedAt', 'id'],
  relations: toleratedRelations,
} as const

export type ContactQuery = z.output<typeof ContactQuery>
export const ContactQuery = listQuery(list)
export const ContactPageQuery = pageQuery(list)
export const ContactRelations = oneQuery(toleratedRelations)
