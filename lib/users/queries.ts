import { and, asc, eq, sql } from 'drizzle-orm'
import { forTenant } from '@/db/client'
import { memberships } from '@/db/schema/members'
import { roles } from '@/db/schema/roles'
import { users } from '@/db/schema/users'
import type { Actor } from '../auth/actor'
import { notFound } from '../errors'
import { listOrganizations } from '../organizations/queries'
import { alphabetic } from '../rows/sql'
import { fullName } from '../values/full-name'
import type { Me, Member, MeQuery, User } from './schema'

export async function getMe(actor: Actor, { employee, organizations, tenant }: Partial<MeQuery> = {}): Promise<Me> {
  const me: Me = await getUser(actor, actor.userId)
  if (!employee && !organizations && !tenant) return me
  const rows = await listOrganizations(actor)
  const all = rows.map(({ id, name }) => ({ id, name }))
  const { id, tenantId, defaultOrganizationId: organizationId } = me
  if (tenant) me.tenant = { id: tenantId, name: rows[0]!.tenantName }
  if (organizations) me.organizations = all
  if (employee) me.employee = { id, userId: id, tenantId, organizationId, organization: all[0]! }
  return me
}

/** A member of the actor's tenant. Throws not_found. */
async function getUser(actor: Actor, userId: string): Promise<User> {
  const [row] = await forTenant(actor)
    .select({ user: users, membership: memberships, role: { id: roles.id, name: roles.name } })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .innerJoin(roles, and(eq(roles.tenantId, memberships.tenantId), eq(roles.id, memberships.roleId)))
    .where(and(eq(memberships.tenantId, actor.tenantId), eq(memberships.userId, userId)))
  if (!row) throw notFound('user')
  const { user, membership, role } = row
  return {
    id: user.id,
    email: user.email,
    firstName: user.firstName,
    lastName: user.lastName,
    name: fullName(user),
    imageUrl: user.imageUrl,
    tenantId: membership.tenantId,
    roleId: role.id,
    role,
    defaultOrganizationId: membership.defaultOrganizationId,
    lastOrganizationId: membership.defaultOrganizationId,
    preferredLanguage: user.preferredLanguage,
  }
}

export const memberName = sql<string>`coalesce(
  nullif(concat_ws(' ', nullif(${users.firstName}, ''), nullif(${users.lastName}, '')), ''), ${users.email})`

export const listMembers = (actor: Actor): Promise<Member[]> =>
  forTenant(actor)
    .select({ id: users.id, name: memberName, imageUrl: users.imageUrl })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(eq(memberships.tenantId, actor.tenantId))
    .orderBy(alphabetic(memberName), asc(users.id))
