import { and, asc, count, eq, type SQL, sql } from 'drizzle-orm'
import { forTenant } from '@/db/client'
import { contacts } from '@/db/schema/contacts'
import { deals } from '@/db/schema/deals'
import { statement } from '@/db/statement'
import type { Actor } from '../auth/actor'
import { notFound } from '../errors'
import { columnsWith } from '../fields/columns'
import { contactEntity } from '../fields/contact'
import { conjoin } from '../query/schema'
import { alphabetic, conditionsOn, ordering } from '../rows/sql'
import { toContact } from '../rows/to-api'
import { withRelations } from '../rows/with-relations'
import type { Contact, ContactQuery, OneContactQuery } from './schema'

type Where = ContactQuery['where']

/** A contact that meets the query's conditions. Throws not_found. */
export async function getContact(
  actor: Actor,
  id: string,
  { where = [], relations = new Set() }: Partial<OneContactQuery> = {},
): Promise<Contact> {
  const query = { where: conjoin({ id }, ...where), relations, order: [], take: 1, skip: 0 }
  const [contact] = await selectContacts(actor, query)
  if (!contact) throw notFound('contact')
  return contact
}

export async function listContacts(actor: Actor, query: ContactQuery) {
  const [items, total] = await Promise.all([selectContacts(actor, query), countContacts(actor, query.where)])
  return { items, total }
}

export async function countContacts(actor: Actor, where: Where) {
  const [row] = await forTenant(actor).select({ total: count() }).from(contacts).where(contactFilter(actor, where))
  return row!.total
}

function selectContacts(actor: Actor, { where, order, relations, take, skip }: ContactQuery): Promise<Contact[]> {
  const { columns, joins, read } = withRelations({ table: contacts, fields: contactEntity }, relations)
  const select = statement(
    () => sql`select ${columns} from ${contacts} ${joins} where ${contactFilter(actor, where)}
      order by ${sql.join(ordering(order, orderColumns, contacts), sql`, `)} limit ${take} offset ${skip}`,
    read,
    false,
  )
  return select(forTenant(actor), {})
}

const orderColumns = columnsWith(contacts, contactEntity, 'order')
const conditionsOf = conditionsOn(contacts, contactEntity)

const contactFilter = (actor: Actor, where: Where): SQL | undefined =>
  and(eq(contacts.tenantId, actor.tenantId), ...where.flatMap(conditionsOf))

export async function listContactsWithDeals(actor: Actor, limit = 1000) {
  const rows = await forTenant(actor)
    .select({ contact: contacts, deals: count(deals.id) })
    .from(contacts)
    .leftJoin(deals, and(eq(deals.tenantId, contacts.tenantId), eq(deals.clientId, contacts.id)))
    .where(eq(contacts.tenantId, actor.tenantId))
    .groupBy(contacts.tenantId, contacts.id)
    .orderBy(alphabetic(contacts.name), asc(contacts.id))
    .limit(limit)
  return rows.map(({ contact, deals }) => ({ ...toContact(contact), deals }))
}
