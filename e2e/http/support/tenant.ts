import './settings'
import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { globalDb } from '@/db/client'
import { memberships } from '@/db/schema/members'
import { roles } from '@/db/schema/roles'
import { sessions } from '@/db/schema/sessions'
import { issueTokens } from '@/lib/auth/commands'
import type { RoleName } from '@/lib/auth/permissions'
import { createTenant } from '@/lib/tenants/commands'
import { cheapHash } from '@/lib/testing/cheap-hash'
import { Client } from './client'

type Account = {
  tenantId: string
  organizationId: string
  userId: string
  email: string
  password: string
  token: string
}

/** A signed-in member of a tenant: what they are, and a client that speaks for them. */
export class Member extends Client {
  constructor(readonly account: Account) {
    super({ authorization: `Bearer ${account.token}` })
  }
}

/** A tenant of its own for a test, with one member of each of the roles asked for. */
export async function newTenant<Role extends RoleName>(...asked: Role[]): Promise<Record<Role, Member>> {
  const accounts = asked.map((role) => ({
    role,
    email: `${role.toLowerCase()}.${randomUUID()}@test.example`,
    password: randomUUID(),
    firstName: 'Test',
    lastName: role,
  }))
  const { tenantId, organizationId, userIds } = await createTenant({ name: 'Test', members: accounts }, cheapHash)
  const members = accounts.map(async ({ role, email, password }, i) => {
    const userId = userIds[i]!
    const token = await signIn(tenantId, userId)
    return [role, new Member({ tenantId, organizationId, userId, email, password, token })]
  })
  return Object.fromEntries(await Promise.all(members))
}

export const newAdmin = async () => (await newTenant('ADMIN')).ADMIN

/** A session and its token without the log-in, which allows so many from one address only. */
export async function signIn(tenantId: string, userId: string) {
  const sessionId = uuidv7()
  await globalDb()
    .insert(sessions)
    .values({ id: sessionId, userId, tenantId, expiresAt: sql`now() + interval '1 day'` })
  return (await issueTokens(sessionId)).token
}

/** Puts the member into a new role that may do nothing. */
export async function takeAllRights({ account: { tenantId, userId } }: Member) {
  const roleId = uuidv7()
  await globalDb().insert(roles).values({ tenantId, id: roleId, name: 'NOBODY' })
  await globalDb().update(memberships).set({ roleId }).where(eq(memberships.userId, userId))
}
