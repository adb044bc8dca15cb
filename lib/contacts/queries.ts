import { and, asc, count, eq, type SQL } from 'drizzle-orm'
import { forTenant } from '@/db/client'
import { contacts, deals } from '@/db/schema'
import type { Actor } from '../auth'
import { notFound } from '../errors'
import { contains, equalities, ordering } from '../list-query'
import { toContact } from '../wire'
import type { Contact, ContactQuery } from './schema'

/** Throws not_found. */
export async function getContact(actor: Actor, id: string): Promise<Contact> {
  const [row] = await forTenant(actor)
    .select()
    .from(contacts)
    .where(and(eq(contacts.tenantId, actor.tenantId), eq(contacts.id, id)))
  if (!row) throw notFound('contact')
  return toContact(row)
}

export async function listContacts(actor: Actor, { where, order, take, skip }: ContactQuery) {
  const filter = contactFilter(actor, where)
  const [rows, [counted]] = await Promise.all([
    forTenant(actor)
      .select()
      .from(contacts)
      .where(filter)
      .orderBy(...ordering(order, columns, contacts))
      .limit(take)
      .offset(skip),
    forTenant(actor).select({ total: count() }).from(contacts).where(filter),
  ])
  return { items: rows.map(toContact), total: counted!.total }
}

const columns = {
  id: contacts.id,
  name: contacts.name,
  contactType: contacts.contactType,
  primaryEmail: contacts.primaryEmail,
  primaryPhone: contacts.primaryPhone,
  createdAt: contacts.createdAt,
  updatedAt: contacts.updatedAt,
}

const { name: _name, ...equalColumns } = columns
const filterColumns = {
  ...equalColumns,
  website: contacts.website,
  organizationId: contacts.organizationId,
  isArchived: contacts.isArchived,
  createdByUserId: contacts.createdByUserId,
  updatedByUserId: contacts.updatedByUserId,
  version: contacts.version,
}

function contactFilter(actor: Actor, { name, ...where }: ContactQuery['where']): SQL | undefined {
  const conditions = [eq(contacts.tenantId, actor.tenantId), ...equalities(where, filterColumns)]
  if (name !== undefined) conditions.push(contains(contacts.name, name))
  return and(...conditions)
}

/** Contacts by name with the number of their deals, for the contacts page. */
export async function listContactsWithDeals(actor: Actor, limit = 1000) {
  const rows = await forTenant(actor)
    .select({ contact: contacts, deals: count(deals.id) })
    .from(contacts)
    .leftJoin(deals, and(eq(deals.tenantId, contacts.tenantId), eq(deals.clientId, contacts.id)))
    .where(eq(contacts.tenantId, actor.tenantId))
    .groupBy(contacts.tenantId, contacts.id)
    .orderBy(asc(contacts.name), asc(contacts.id))
    .limit(limit)
  return rows.map(({ contact, deals }) => ({ ...toContact(contact), deals }))
}
