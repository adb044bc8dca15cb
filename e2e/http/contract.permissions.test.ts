import { and, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { globalDb } from '@/db/client'
import { rolePermissions, roles } from '@/db/schema/roles'
import { leasesOver } from '@/lib/auth/lease'
import type { Permission } from '@/lib/auth/permissions'
import type { Role } from '@/lib/roles/schema'
import { Client, expectRefusal, ok, stranger } from './support/client'
import { digest } from './support/database'
import { liveDocument } from './support/documented'
import { makeBoard } from './support/made'
import { makeOwn, requestOf } from './support/requests'
import { routesOnDisk } from './support/route-files'
import { CALLERS, type Caller, type Own, table } from './support/route-table'
import { BASE_URL } from './support/settings'
import { type Member, newAdmin, newTenant, signIn, takeAllRights } from './support/tenant'

const SELLING = ['EDIT_SALES_PIPELINES', 'ORG_CONTACT_EDIT', 'ORG_CONTACT_VIEW', 'VIEW_SALES_PIPELINES']
const ALL = ['CHANGE_ROLES_PERMISSIONS', ...SELLING]
type Members = Record<Exclude<Caller, 'stranger'>, Member>

async function everyone(): Promise<Members> {
  const NOBODY = await newAdmin()
  await takeAllRights(NOBODY)
  return { ...(await newTenant('SUPER_ADMIN', 'ADMIN', 'MANAGER', 'EMPLOYEE', 'VIEWER')), NOBODY }
}

/** For the route that ends the session it is called with. */
async function secondSession({ account: { tenantId, userId } }: Member) {
  return new Client(bearer(await signIn(tenantId, userId)))
}

describe('every route of the folders, for every role', () => {
  let members: Members
  beforeAll(async () => {
    members = await everyone()
  })

  test('the table has them all, and no other', async () => {
    const onDisk = (await routesOnDisk()).map(({ method, path }) => `${method} ${path}`)
    expect(Object.keys(table).sort()).toEqual(onDisk.sort())
  })

  test.each(Object.entries(table))('%s', async (name, row) => {
    const { tenantId } = members.ADMIN.account
    const method = name.split(' ')[0]!
    let request = await requestOf(name, row, members.ADMIN)
    let before = await digest(tenantId)
    for (const [i, caller] of CALLERS.entries()) {
      const api =
        caller === 'stranger'
          ? stranger
          : name.endsWith('/logout')
            ? await secondSession(members[caller])
            : members[caller]
      const status = row.endless
        ? await statusOf(request.path, caller === 'stranger' ? {} : bearer(members[caller].account.token))
        : (await api.send(method, request.path, request)).status
      expect(status, caller).toBe(row.answers[i])
      const wrote = status < 300 && method !== 'GET'
      if (!wrote) expect(await digest(tenantId), caller).toBe(before)
      else {
        request = await requestOf(name, row, members.ADMIN)
        before = await digest(tenantId)
      }
    }
  })
})

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

/** Of an answer that has no end. */
async function statusOf(path: string, headers: Record<string, string>) {
  const given = new AbortController()
  const { status } = await fetch(BASE_URL + path, { headers, signal: given.signal })
  given.abort()
  return status
}

describe('roles', () => {
  test('start as documented', async () => {
    const admin = await newAdmin()
    const { items } = ok(await admin.get<{ items: Role[] }>('/api/roles'))
    expect(Object.fromEntries(items.map(({ name, permissions }) => [name, [...permissions].sort()]))).toEqual({
      SUPER_ADMIN: ALL,
      ADMIN: ALL,
      MANAGER: SELLING,
      EMPLOYEE: SELLING,
      VIEWER: ['ORG_CONTACT_VIEW', 'VIEW_SALES_PIPELINES'],
    })
  })

  // Each change of rights waits until every process knows of it, in a tenant of its own.
  test.concurrent.each<[Permission, string, (board: Own) => [string, string, object?]]>([
    ['VIEW_SALES_PIPELINES', 'EMPLOYEE', ({ deal }) => ['GET', `/api/deals/${deal.id}`]],
    ['EDIT_SALES_PIPELINES', 'MANAGER', ({ deal }) => ['PUT', `/api/deals/${deal.id}`, {}]],
    ['EDIT_SALES_PIPELINES', 'VIEWER', ({ deal }) => ['PUT', `/api/deals/${deal.id}`, {}]],
    ['ORG_CONTACT_VIEW', 'VIEWER', ({ client }) => ['GET', `/api/organization-contact/${client.id}`]],
    ['ORG_CONTACT_EDIT', 'EMPLOYEE', ({ client }) => ['PUT', `/api/organization-contact/${client.id}`, {}]],
    ['CHANGE_ROLES_PERMISSIONS', 'MANAGER', () => ['GET', '/api/roles']],
  ])('%s given to and taken from %s counts from the next request on', async (permission, role, request) => {
    const members = await newTenant('ADMIN', role as 'VIEWER')
    const other = members[role as 'VIEWER']
    const [method, path, body] = request(await makeOwn(members.ADMIN))
    const { items } = ok(await members.ADMIN.get<{ items: Role[] }>('/api/roles'))
    const { id, permissions } = items.find(({ name }) => name === role)!
    const without = permissions.filter((granted) => granted !== permission)
    for (const granted of [without, [...without, permission], without, [...without, permission]]) {
      const changed = ok(await members.ADMIN.put<Role>(`/api/roles/${id}`, { permissions: granted }))
      expect([...changed.permissions].sort()).toEqual([...granted].sort())
      const { status } = await other.send(method, path, { body })
      expect(status).toBe(granted.includes(permission) ? 200 : 403)
    }
  })

  test('one right alone is enough for its own routes only', async () => {
    const { ADMIN, EMPLOYEE } = await newTenant('ADMIN', 'EMPLOYEE')
    const { deal, client } = await makeBoard(ADMIN)
    await setRights(EMPLOYEE, ['ORG_CONTACT_VIEW'])
    expect((await EMPLOYEE.get(`/api/organization-contact/${client.id}`)).status).toBe(200)
    expectRefusal(await EMPLOYEE.get(`/api/deals/${deal.id}`), 403)
    expectRefusal(await EMPLOYEE.put(`/api/organization-contact/${client.id}`, {}), 403)
    await setRights(EMPLOYEE, ['VIEW_SALES_PIPELINES'])
    expect((await EMPLOYEE.get(`/api/deals/${deal.id}`)).status).toBe(200)
    expectRefusal(await EMPLOYEE.put(`/api/deals/${deal.id}`, {}), 403)
    expectRefusal(await EMPLOYEE.get(`/api/organization-contact/${client.id}`), 403)
  })

  test('a right to edit reads nothing without the right to view, by no write of any noun', async () => {
    const { ADMIN, EMPLOYEE } = await newTenant('ADMIN', 'EMPLOYEE')
    await setRights(EMPLOYEE, ['EDIT_SALES_PIPELINES', 'ORG_CONTACT_EDIT', 'CHANGE_ROLES_PERMISSIONS'])
    const edits = Object.entries((await liveDocument()).paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { description }]) =>
        /EDIT/.test(description ?? '') ? [`${method.toUpperCase()} ${path}`] : [],
      ),
    )
    expect(edits.length).toBeGreaterThan(12)
    for (const name of edits) {
      const request = await requestOf(name, table[name]!, ADMIN)
      const written = await digest(ADMIN.account.tenantId)
      const [method] = name.split(' ') as [string]
      const answer = await EMPLOYEE.send(method, request.path, { ...request, headers: { 'if-match': '"99"' } })
      const problem = expectRefusal(answer, 403)
      expect(problem.detail, name).toMatch(/does not include (VIEW_SALES_PIPELINES|ORG_CONTACT_VIEW)\./)
      expect(problem, name).not.toHaveProperty('current')
      expect(await digest(ADMIN.account.tenantId), name).toBe(written)
    }
  })

  test('nobody can take the last right to change roles away', async () => {
    const admin = await newAdmin()
    const { items } = ok(await admin.get<{ items: Role[] }>('/api/roles'))
    const { id } = items.find(({ name }) => name === 'ADMIN')!
    expectRefusal(await admin.put(`/api/roles/${id}`, { permissions: ['VIEW_SALES_PIPELINES'] }), 422)
    expect(ok(await admin.get('/api/roles'))).toMatchObject({ items })
  })

  test('an unknown right is 400, an unknown role 404', async () => {
    const admin = await newAdmin()
    const { items } = ok(await admin.get<{ items: Role[] }>('/api/roles'))
    const path = `/api/roles/${items[0]!.id}`
    expectRefusal(await admin.put(path, { permissions: ['EVERYTHING'] }), 400, 'permissions.0')
    expectRefusal(await admin.put(path, {}), 400, 'permissions')
    expectRefusal(await admin.put(path, { permissions: [], users: [] }), 400, 'users')
    expectRefusal(await admin.put(`/api/roles/${crypto.randomUUID()}`, { permissions: [] }), 404)
  })
})

/** Straight in the data, as rights are data. */
async function setRights({ account: { tenantId } }: Member, permissions: Permission[]) {
  const [role] = await globalDb()
    .select({ roleId: roles.id })
    .from(roles)
    .where(and(eq(roles.tenantId, tenantId), eq(roles.name, 'EMPLOYEE')))
  const { roleId } = role!
  await globalDb()
    .delete(rolePermissions)
    .where(and(eq(rolePermissions.tenantId, tenantId), eq(rolePermissions.roleId, roleId)))
  await globalDb()
    .insert(rolePermissions)
    .values(permissions.map((permission) => ({ tenantId, roleId, permission })))
  await leasesOver()
}
