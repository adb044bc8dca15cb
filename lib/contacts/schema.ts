import * as z from 'zod'
import { contactRelations } from '../query/relations'
import { match, queriesOf } from '../query/schema'
import {
  audited,
  auditedKeys,
  line,
  optionalLine,
  plainAmount,
  prose,
  related,
  text,
  uuid,
  writable,
} from '../values/formats'

const contactTypes = ['CLIENT', 'CUSTOMER', 'LEAD', 'VENDOR', 'PARTNER'] as const
const ContactType = z.enum(contactTypes, `must be one of ${contactTypes.join(', ')}`).meta({ id: 'ContactType' })
const BudgetType = z.enum(['hours', 'cost'], 'must be hours or cost').meta({ id: 'BudgetType' })

export type Contact = z.infer<typeof Contact>
export const Contact = z
  .object({
    ...audited,
    ...related,
    name: z.string(),
    contactType: ContactType,
    primaryEmail: z.string().nullable(),
    primaryPhone: z.string().nullable(),
    website: z.string().nullable(),
    notes: z.string().nullable(),
    imageUrl: z.string().nullable(),
    budget: z.number().nullable().describe('Hours or money, as budgetType says'),
    budgetType: BudgetType.nullable(),
    fiscalInformation: z.string().nullable(),
    organizationId: z.guid(),
  })
  .meta({ id: 'Contact' })

export const ContactList = z.object({ items: z.array(Contact), total: z.int() }).meta({ id: 'ContactPage' })

const fields = {
  name: line(1, 300),
  contactType: ContactType.optional().describe('CLIENT unless given'),
  primaryEmail: text(0, 320)
    .transform((value) => value || null)
    .pipe(z.email('must be an email address').nullable())
    .nullable()
    .optional(),
  primaryPhone: optionalLine(100).optional(),
  website: optionalLine(500).optional(),
  notes: prose(20_000).optional(),
  imageUrl: optionalLine(2000).optional(),
  budget: plainAmount.nullable().optional(),
  budgetType: BudgetType.nullable().optional(),
  fiscalInformation: prose(2000).optional(),
  organizationId: uuid.nullish(),
  isArchived: z.boolean().optional(),
}

/** Fields that clients of Ever Gauzy send and that are ignored here. */
const leftOutFields = [
  ...['members', 'projects', 'tags', 'image', 'imageId', 'contact', 'contactId', 'phones', 'fax', 'inviteStatus'],
  ...['country', 'regionCode', 'city', 'postcode', 'address', 'address2', 'latitude', 'longitude'],
]
const readOnly = [...auditedKeys, ...leftOutFields]

export type NewContact = z.output<typeof NewContact>
export const NewContact = writable(fields, readOnly).meta({
  id: 'NewContact',
  examples: [{ name: 'Acme Corp', contactType: 'CLIENT', primaryEmail: 'office@acme.example' }],
})

export type ContactChanges = z.output<typeof ContactChanges>
export const ContactChanges = writable({ ...fields, name: fields.name.optional() }, readOnly).meta({
  id: 'ContactChanges',
  examples: [{ primaryPhone: '+1 555 0100' }],
})

const queries = queriesOf({
  noun: 'Contact',
  where: {
    id: match.id,
    q: match.words.describe('Words that must all stand in the name or the email address'),
    name: match.text.describe('Contains, whatever the case'),
    contactType: ContactType.describe('Exactly this'),
    primaryEmail: match.text,
    primaryPhone: match.text,
    website: match.text,
    budgetType: BudgetType.describe('Exactly this'),
    organizationId: match.id,
    isArchived: match.flag,
    createdByUserId: match.id,
    updatedByUserId: match.id,
    createdAt: match.moment,
    updatedAt: match.moment,
    version: match.integer(),
  },
  order: ['name', 'contactType', 'primaryEmail', 'primaryPhone', 'createdAt', 'updatedAt', 'id'],
  relations: contactRelations,
  leftOut: ['contact', 'image', 'members', 'members.user', 'projects', 'projects.members', 'tags'],
})

export type ContactQuery = z.output<typeof ContactQuery>
export const ContactQuery = queries.list
export const ContactPageQuery = queries.page
export type OneContactQuery = z.output<typeof OneContactQuery>
export const OneContactQuery = queries.one
