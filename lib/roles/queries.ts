import { and, asc, eq } from 'drizzle-orm'
import { forTenant } from '@/db/client'
import { rolePermissions, roles } from '@/db/schema/roles'
import type { Actor } from '../auth/actor'
import type { Role } from './schema'

export async function listRoles(actor: Actor): Promise<Role[]> {
  const rows = await forTenant(actor)
    .select({
      id: roles.id,
      name: roles.name,
      tenantId: roles.tenantId,
      version: roles.version,
      permission: rolePermissions.permission,
    })
    .from(roles)
    .leftJoin(rolePermissions, and(eq(rolePermissions.tenantId, roles.tenantId), eq(rolePermissions.roleId, roles.id)))
    .where(eq(roles.tenantId, actor.tenantId))
    .orderBy(asc(roles.name), asc(rolePermissions.permission))
  const byId = new Map<string, Role>()
  for (const { permission, ...role } of rows) {
    const known = byId.get(role.id) ?? { ...role, permissions: [] }
    byId.set(role.id, known)
    if (permission) known.permissions.push(permission as Role['permissions'][number])
  }
  return [...byId.values()]
}
