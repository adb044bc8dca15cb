import { and, eq } from 'drizzle-orm'
import { withTenant } from '@/db/client'
import { contacts } from '@/db/schema/contacts'
import { deals } from '@/db/schema/deals'
import type { Actor } from '../auth/actor'
import { writeBatch } from '../deals/writing/batch'
import { allow, requireVersion, type SeenVersion } from '../errors'
import { valuesOf } from '../fields/columns'
import { contactEntity } from '../fields/contact'
import { deleteLogged, insertLogged, lock, newBatchId, updateLogged } from '../log/changes'
import { organizationIn, resolveOrganization } from '../organizations/queries'
import { isOwn } from '../rows/sql'
import { toContact } from '../rows/to-api'
import { canEditContacts } from './policy'
import type { Contact, ContactChanges, NewContact } from './schema'

const logged = { entity: 'contact' as const, table: contacts }

/** Throws forbidden, and bad_request for an organization that is not the caller's. */
export async function createContact(actor: Actor, { organizationId, ...input }: NewContact): Promise<Contact> {
  allow(canEditContacts(actor))
  return withTenant(actor, async (tx) => {
    const organization = await resolveOrganization(tx, actor, organizationId)
    const [row] = await insertLogged(tx, actor, logged, [{ ...input, organizationId: organization.id }])
    return toContact(row!)
  })
}

/** Throws not_found, forbidden, stale, and bad_request for an organization that is not the caller's. */
export async function updateContact(
  actor: Actor,
  id: string,
  input: ContactChanges,
  ifMatch?: SeenVersion,
): Promise<Contact> {
  return withTenant(actor, async (tx) => {
    const before = await lock(tx, actor, logged, id)
    allow(canEditContacts(actor))
    requireVersion(ifMatch, toContact(before))
    const changes = { ...valuesOf(contactEntity, input), ...(await organizationIn(tx, actor, input)) }
    return toContact((await updateLogged(tx, actor, logged, before, changes)) ?? before)
  })
}

/** Its deals stay, without a client. Throws not_found, forbidden and stale. */
export async function deleteContact(actor: Actor, id: string, ifMatch?: SeenVersion) {
  await withTenant(actor, async (tx) => {
    // The lock keeps new deals from referring to the contact until it is gone.
    const contact = await lock(tx, actor, logged, id)
    allow(canEditContacts(actor))
    requireVersion(ifMatch, toContact(contact))
    const batchId = newBatchId()
    const left = await tx
      .select()
      .from(deals)
      .where(and(eq(deals.tenantId, actor.tenantId), eq(deals.clientId, id)))
      .orderBy(deals.id)
      .for('update')
    const steps = left.map((deal) => ({ deal, next: { clientId: null } }))
    await writeBatch(tx, actor, steps, batchId)
    await deleteLogged(tx, actor, { ...logged, where: isOwn(contacts, actor, id), batchId })
  })
}
