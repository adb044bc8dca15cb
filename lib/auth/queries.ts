import { and, eq, gt, sql } from 'drizzle-orm'
import { globalDb } from '@/db/client'
import { memberships } from '@/db/schema/members'
import { rolePermissions, roles } from '@/db/schema/roles'
import { accessTokens, sessions } from '@/db/schema/sessions'
import { selection, statement } from '@/db/statement'
import type { Permission } from './permissions'
import { sha256 } from './tokens'

export type Rights = {
  sessionId: string
  userId: string
  tenantId: string
  defaultOrganizationId: string
  role: string
  permissions: Permission[]
}

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

const selected = selection({ rights })
const toRights = (values: unknown[]): Rights => selected.read(values).rights!

const ofSession = statement(
  () =>
    globalDb()
      .select(rights)
      .from(sessions)
      .innerJoin(memberships, membershipOfSession)
      .innerJoin(roles, roleOfMembership)
      .where(and(eq(sessions.id, sql.placeholder('sessionId')), gt(sessions.expiresAt, sql`now()`))),
  toRights,
)

export const findRightsBySession = async (sessionId: string) => (await ofSession(globalDb(), { sessionId }))[0]

const ofToken = statement(
  () =>
    globalDb()
      .select(rights)
      .from(accessTokens)
      .innerJoin(sessions, eq(sessions.id, accessTokens.sessionId))
      .innerJoin(memberships, membershipOfSession)
      .innerJoin(roles, roleOfMembership)
      .where(and(eq(accessTokens.hash, sql.placeholder('hash')), gt(accessTokens.expiresAt, sql`now()`))),
  toRights,
)

export const findRightsByToken = async (token: string) => (await ofToken(globalDb(), { hash: sha256(token) }))[0]

export async function findRightsOfMember(tenantId: string, userId: string) {
  const [row] = await globalDb()
    .select({ ...rights, sessionId: sql<string>`'00000000-0000-0000-0000-000000000000'` })
    .from(memberships)
    .innerJoin(roles, roleOfMembership)
    .where(and(eq(memberships.tenantId, tenantId), eq(memberships.userId, userId)))
  return row
}
