import { and, eq, inArray } from 'drizzle-orm'
import { afterCommit, type Tx, withTenant } from '@/db/client'
import { memberships } from '@/db/schema/members'
import { rolePermissions, roles } from '@/db/schema/roles'
import { isOwn } from '@/lib/rows/sql'
import type { Actor } from '../auth/actor'
import { leasesOver } from '../auth/lease'
import type { Permission } from '../auth/permissions'
import { AppError, allow, notFound, requireVersion, type SeenVersion } from '../errors'
import { append } from '../log/changes'
import { canEditRoles } from './policy'
import type { Role, RoleChanges } from './schema'

/** Throws not_found, forbidden, stale, and rule_refused when nobody would be left who may change roles. */
export async function setRolePermissions(
  actor: Actor,
  roleId: string,
  input: RoleChanges,
  ifMatch?: SeenVersion,
): Promise<Role> {
  return withTenant(actor, async (tx) => {
    // All roles are locked: two admins must not take the last right from each other at the same time.
    const all = await tx.select().from(roles).where(eq(roles.tenantId, actor.tenantId)).orderBy(roles.id).for('update')
    const role = all.find(({ id }) => id === roleId)
    if (!role) throw notFound('role')
    allow(canEditRoles(actor))
    const ofRole = and(eq(rolePermissions.tenantId, actor.tenantId), eq(rolePermissions.roleId, roleId))
    const granted = await tx.select({ permission: rolePermissions.permission }).from(rolePermissions).where(ofRole)
    const before = granted.map(({ permission }) => permission as Permission).sort()
    const current = {
      id: role.id,
      name: role.name,
      tenantId: role.tenantId,
      permissions: before,
      version: role.version,
    }
    requireVersion(ifMatch, current)
    const after = [...new Set<Permission>(input.permissions)].sort()
    if (before.join() === after.join()) return current
    await tx.delete(rolePermissions).where(ofRole)
    if (after.length)
      await tx
        .insert(rolePermissions)
        .values(after.map((permission) => ({ tenantId: actor.tenantId, roleId, permission })))
    await requireSomeAdmin(tx, actor)
    const version = role.version + 1
    await tx
      .update(roles)
      .set({ version })
      .where(isOwn(roles, actor, roleId))
    await append(tx, actor, {
      entity: 'role',
      entityId: roleId,
      action: 'updated',
      version,
      before: { permissions: before },
      after: { permissions: after },
    })
    afterCommit(tx, leasesOver)
    return { ...current, permissions: after, version }
  })
}

async function requireSomeAdmin(tx: Tx, actor: Actor) {
  const admins = await tx
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(
      and(
        eq(memberships.tenantId, actor.tenantId),
        inArray(
          memberships.roleId,
          tx
            .select({ roleId: rolePermissions.roleId })
            .from(rolePermissions)
            .where(
              and(
                eq(rolePermissions.tenantId, actor.tenantId),
                eq(rolePermissions.permission, 'CHANGE_ROLES_PERMISSIONS'),
              ),
            ),
        ),
      ),
    )
    .limit(1)
  if (!admins.length)
    throw new AppError(
      'rule_refused',
      'Nobody would be left who may change roles. Give that right to another role first.',
    )
}
