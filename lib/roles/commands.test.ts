import { and, asc, eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { globalDb } from '@/db/client'
import { changes } from '@/db/schema/changes'
import { type Actor, may } from '../auth/actor'
import type { Permission } from '../auth/permissions'
import { actAs } from '../auth/require-actor'
import { newTenant } from '../testing/tenants'
import { setRolePermissions } from './commands'
import { listRoles } from './queries'

const roleOf = async (actor: Actor, name: string) => (await listRoles(actor)).find((role) => role.name === name)!

const logOf = (actor: Actor) =>
  globalDb()
    .select()
    .from(changes)
    .where(and(eq(changes.tenantId, actor.tenantId), eq(changes.entity, 'role')))
    .orderBy(asc(changes.seq))

/** The actor of the same member at the next request. */
const again = (actor: Actor) => actAs(actor.tenantId, actor.userId, 'api')

const all: Permission[] = [
  'CHANGE_ROLES_PERMISSIONS',
  'EDIT_SALES_PIPELINES',
  'ORG_CONTACT_EDIT',
  'ORG_CONTACT_VIEW',
  'VIEW_SALES_PIPELINES',
]

describe('setRolePermissions', () => {
  test('counts from the next request on, and is logged', async () => {
    const { ADMIN: admin, VIEWER: viewer } = await newTenant('ADMIN', 'VIEWER')
    const { id } = await roleOf(admin, 'VIEWER')
    const permissions: Permission[] = ['EDIT_SALES_PIPELINES', 'VIEW_SALES_PIPELINES', 'EDIT_SALES_PIPELINES']
    const after = { id, name: 'VIEWER', tenantId: admin.tenantId, permissions: permissions.slice(0, 2), version: 2 }
    expect(await setRolePermissions(admin, id, { permissions })).toEqual(after)
    expect(await roleOf(admin, 'VIEWER')).toEqual(after)
    expect(may(await again(viewer), 'EDIT_SALES_PIPELINES')).toBe(true)
    expect(may(await again(viewer), 'ORG_CONTACT_VIEW')).toBe(false)
    expect(await logOf(admin)).toMatchObject([
      {
        action: 'updated',
        version: 2,
        entityId: id,
        actorId: admin.userId,
        before: { permissions: ['ORG_CONTACT_VIEW', 'VIEW_SALES_PIPELINES'] },
        after: { permissions: ['EDIT_SALES_PIPELINES', 'VIEW_SALES_PIPELINES'] },
      },
    ])
  })

  test('writes no log when nothing differs, in whatever order it is given', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { id, permissions } = await roleOf(admin, 'MANAGER')
    await setRolePermissions(admin, id, { permissions: permissions.toReversed() })
    expect(await logOf(admin)).toEqual([])
  })

  test('is stale for somebody who has seen an older state', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { id, version } = await roleOf(admin, 'MANAGER')
    const changed = await setRolePermissions(admin, id, { permissions: ['VIEW_SALES_PIPELINES'] }, version)
    await expect(setRolePermissions(admin, id, { permissions: all }, version)).rejects.toMatchObject({
      code: 'stale',
      details: { current: changed },
    })
    expect(await roleOf(admin, 'MANAGER')).toEqual(changed)
  })

  test('is forbidden without the right to, and does not find the role of another tenant', async () => {
    const { ADMIN: admin, MANAGER: manager } = await newTenant('ADMIN', 'MANAGER')
    const { ADMIN: stranger } = await newTenant('ADMIN')
    const { id, permissions } = await roleOf(admin, 'MANAGER')
    await expect(setRolePermissions(manager, id, { permissions: all })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(setRolePermissions(stranger, id, { permissions: all })).rejects.toMatchObject({ code: 'not_found' })
    expect((await roleOf(admin, 'MANAGER')).permissions).toEqual(permissions)
  })

  test('does not take the last right to change roles, even if a role that nobody has still holds it', async () => {
    const { ADMIN: admin, VIEWER: viewer } = await newTenant('ADMIN', 'VIEWER')
    const { id } = await roleOf(admin, 'ADMIN')
    expect((await roleOf(admin, 'SUPER_ADMIN')).permissions).toContain('CHANGE_ROLES_PERMISSIONS')
    const without = all.filter((permission) => permission !== 'CHANGE_ROLES_PERMISSIONS')
    await expect(setRolePermissions(admin, id, { permissions: without })).rejects.toMatchObject({
      code: 'rule_refused',
    })
    expect((await roleOf(admin, 'ADMIN')).permissions).toEqual(all)
    await setRolePermissions(admin, (await roleOf(admin, 'VIEWER')).id, { permissions: all })
    await setRolePermissions(admin, id, { permissions: without })
    expect(may(await again(viewer), 'CHANGE_ROLES_PERMISSIONS')).toBe(true)
    expect(may(await again(admin), 'CHANGE_ROLES_PERMISSIONS')).toBe(false)
  })

  test('two who take the right from each other at the same moment: one of them keeps it', async () => {
    // A change of rights waits until all processes know of it, so several tenants try at once.
    await Promise.all(Array.from({ length: 5 }, () => takeFromEachOther(5)))
  })
})

async function takeFromEachOther(rounds: number) {
  const { ADMIN: admin, SUPER_ADMIN: superAdmin } = await newTenant('ADMIN', 'SUPER_ADMIN')
  const [ofAdmin, ofSuper] = [await roleOf(admin, 'ADMIN'), await roleOf(admin, 'SUPER_ADMIN')]
  for (let round = 0; round < rounds; round++) {
    const taken = await Promise.allSettled([
      setRolePermissions(admin, ofSuper.id, { permissions: ['VIEW_SALES_PIPELINES'] }),
      setRolePermissions(superAdmin, ofAdmin.id, { permissions: ['VIEW_SALES_PIPELINES'] }),
    ])
    expect(taken.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(taken.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'rule_refused' } })
    const left = (await listRoles(admin)).filter(({ permissions }) => permissions.includes('CHANGE_ROLES_PERMISSIONS'))
    expect(left.map(({ name }) => name)).toEqual([taken[0].status === 'fulfilled' ? 'ADMIN' : 'SUPER_ADMIN'])
    for (const { id } of [ofAdmin, ofSuper]) await restore(admin, id)
  }
}

/** Gives a role the right back in the database, past the commands. */
const restore = ({ tenantId }: Actor, roleId: string) =>
  globalDb().execute(sql`
    insert into role_permissions (tenant_id, role_id, permission)
    values (${tenantId}, ${roleId}, 'CHANGE_ROLES_PERMISSIONS') on conflict do nothing`)
