import { and, asc, desc, eq } from 'drizzle-orm'
import { type Db, forTenant, type Tx } from '@/db/client'
import { organizations, tenants } from '@/db/schema/tenants'
import type { Actor } from '../auth/actor'
import { badField } from '../errors'
import { alphabetic } from '../rows/sql'

/** The named organization, or the actor's default one. Throws bad_request for any that is not the tenant's. */
export async function resolveOrganization(tx: Db | Tx, actor: Actor, id: string | null | undefined) {
  const [row] = await tx
    .select({ id: organizations.id, currency: organizations.currency })
    .from(organizations)
    .where(and(eq(organizations.tenantId, actor.tenantId), eq(organizations.id, id ?? actor.defaultOrganizationId)))
  if (!row) throw badField('organizationId', 'is not known here')
  return row
}

/** The organization that a body names, as it is written. Throws as `resolveOrganization` does. */
export async function organizationIn(tx: Tx, actor: Actor, body: { organizationId?: string | null | undefined }) {
  if (!body.organizationId) return {}
  return { organizationId: (await resolveOrganization(tx, actor, body.organizationId)).id }
}

export const listOrganizations = (actor: Actor) =>
  forTenant(actor)
    .select({ id: organizations.id, name: organizations.name, tenantName: tenants.name })
    .from(organizations)
    .innerJoin(tenants, eq(tenants.id, organizations.tenantId))
    .where(eq(organizations.tenantId, actor.tenantId))
    .orderBy(
      desc(eq(organizations.id, actor.defaultOrganizationId)),
      alphabetic(organizations.name),
      asc(organizations.id),
    )
