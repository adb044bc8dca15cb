import { v7 as uuidv7 } from 'uuid'
import { globalDb } from '@/db/client'
import { memberships } from '@/db/schema/members'
import { rolePermissions, roles } from '@/db/schema/roles'
import { organizations, tenants } from '@/db/schema/tenants'
import { users } from '@/db/schema/users'
import { hashPassword } from '../auth/passwords'
import { defaultRoles, type RoleName } from '../auth/permissions'
import { Email } from '../auth/schema'

export type NewTenant = { name: string; currency?: string; members: NewMember[] }
export type NewMember = { email: string; password: string; firstName: string; lastName: string; role: RoleName }

/** Creates a tenant with an organization, roles and members. Throws when an email address is taken or invalid. */
export async function createTenant({ name, currency, members }: NewTenant, hash = hashPassword) {
  const tenantId = uuidv7()
  const organizationId = uuidv7()
  const roleIds = Object.fromEntries(Object.keys(defaultRoles).map((role) => [role, uuidv7()])) as Record<
    RoleName,
    string
  >
  const accounts = await Promise.all(
    members.map(async ({ email, password, firstName, lastName, role }) => ({
      user: {
        id: uuidv7(),
        email: Email.parse(email),
        firstName,
        lastName,
        passwordHash: await hash(password),
      },
      role,
    })),
  )
  await globalDb().transaction(async (tx) => {
    await tx.insert(tenants).values({ id: tenantId, name })
    await tx.insert(organizations).values({ tenantId, id: organizationId, name, currency })
    await tx.insert(roles).values(Object.entries(roleIds).map(([role, id]) => ({ tenantId, id, name: role })))
    await tx
      .insert(rolePermissions)
      .values(
        Object.entries(defaultRoles).flatMap(([role, granted]) =>
          granted.map((permission) => ({ tenantId, roleId: roleIds[role as RoleName], permission })),
        ),
      )
    await tx.insert(users).values(accounts.map(({ user }) => user))
    await tx.insert(memberships).values(
      accounts.map(({ user, role }) => ({
        tenantId,
        userId: user.id,
        roleId: roleIds[role],
        defaultOrganizationId: organizationId,
      })),
    )
  })
  return { tenantId, organizationId, userIds: accounts.map(({ user }) => user.id) }
}
