import { and, eq, gt, sql } from 'drizzle-orm'
import { globalDb } from '@/db/client'
import { accessTokens, memberships, rolePermissions, roles, sessions } from '@/db/schema'
import type { Permission } from '../permissions'
import { sha256 } from './tokens'

/** What a person may do right now. One round trip, read on every request: rights are never trusted from a token. */
const rights = {
  sessionId: sessions.id,
  userId: memberships.userId,
  tenantId: memberships.tenantId,
  defaultOrganizationId: memberships.defaultOrganizationId,
  role: roles.name,
  permissions: sql<Permission[]>`array(
    select ${rolePermissions.permission} from ${rolePermissions}
    where ${rolePermissions.tenantId} = ${memberships.tenantId} and ${rolePermissions.roleId} = ${memberships.roleId}
  )`,
}

const membershipOfSession = and(eq(memberships.tenantId, sessions.tenantId), eq(memberships.userId, sessions.userId))
const roleOfMembership = and(eq(roles.tenantId, memberships.tenantId), eq(roles.id, memberships.roleId))

export async function findRightsBySession(sessionId: string) {
  const [row] = await globalDb()
    .select(rights)
    .from(sessions)
    .innerJoin(memberships, membershipOfSession)
    .innerJoin(roles, roleOfMembership)
    .where(and(eq(sessions.id, sessionId), gt(sessions.expiresAt, sql`now()`)))
  return row
}

export async function findRightsByToken(token: string) {
  const [row] = await globalDb()
    .select(rights)
    .from(accessTokens)
    .innerJoin(sessions, eq(sessions.id, accessTokens.sessionId))
    .innerJoin(memberships, membershipOfSession)
    .innerJoin(roles, roleOfMembership)
    .where(and(eq(accessTokens.hash, sha256(token)), gt(accessTokens.expiresAt, sql`now()`)))
  return row
}

/** For work that nobody signed in for: the seed and command-line tools. */
export async function findRightsOfMember(tenantId: string, userId: string) {
  const [row] = await globalDb()
    .select({ ...rights, sessionId: sql<string>`'00000000-0000-0000-0000-000000000000'` })
    .from(memberships)
    .innerJoin(roles, roleOfMembership)
    .where(and(eq(memberships.tenantId, tenantId), eq(memberships.userId, userId)))
  return row
}
