import { and, asc, eq, sql } from 'drizzle-orm'
import { forTenant } from '@/db/client'
import { memberships, roles, users } from '@/db/schema'
import type { Actor } from '../auth'
import type { Member } from '../board/schema'
import { notFound } from '../errors'
import { fullName, type User } from './schema'

export const getMe = (actor: Actor) => getUser(actor, actor.userId)

/** Throws not_found for anyone who is no member of the actor's tenant. */
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

/** `fullName` as PostgreSQL spells it. */
export const memberName = sql<string>`coalesce(
  nullif(concat_ws(' ', nullif(${users.firstName}, ''), nullif(${users.lastName}, '')), ''), ${users.email})`

/** Everyone a deal can be given to, by name. */
export const listMembers = (actor: Actor): Promise<Member[]> =>
  forTenant(actor)
    .select({ id: users.id, name: memberName, imageUrl: users.imageUrl })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(eq(memberships.tenantId, actor.tenantId))
    .orderBy(asc(users.firstName), asc(users.lastName), asc(users.id))
