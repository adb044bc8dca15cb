import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { forTenant } from '@/db/client'
import { changes } from '@/db/schema/changes'
import type { Actor } from '../auth/actor'
import { newTenant } from '../testing/tenants'
import { setLostReasons } from './commands'
import { listLostReasons } from './queries'

const logOf = (actor: Actor) =>
  forTenant(actor)
    .select()
    .from(changes)
    .where(and(eq(changes.tenantId, actor.tenantId), eq(changes.entity, 'tenant')))

test('keeps the list in its order, each reason once, and logs what changed', async () => {
  const { ADMIN: admin, VIEWER: viewer } = await newTenant('ADMIN', 'VIEWER')
  expect(await listLostReasons(viewer)).toEqual({ items: [], total: 0, version: 1 })
  const saved = { items: ['Price', 'Timing'], total: 2, version: 2 }
  expect(await setLostReasons(admin, { items: ['Price', 'Timing', 'Price'] })).toEqual(saved)
  await setLostReasons(admin, { items: saved.items })
  expect(await listLostReasons(viewer)).toEqual(saved)
  expect(await logOf(admin)).toMatchObject([
    {
      action: 'updated',
      version: 2,
      entityId: admin.tenantId,
      actorId: admin.userId,
      before: { lostReasons: [] },
      after: { lostReasons: saved.items },
    },
  ])
})

test('is the tenant’s own, and forbidden to those who only look', async () => {
  const { ADMIN: admin, VIEWER: viewer } = await newTenant('ADMIN', 'VIEWER')
  const { ADMIN: stranger } = await newTenant('ADMIN')
  await setLostReasons(admin, { items: ['Price'] })
  expect(await listLostReasons(stranger)).toEqual({ items: [], total: 0, version: 1 })
  await expect(setLostReasons(viewer, { items: [] })).rejects.toMatchObject({ code: 'forbidden' })
  expect((await listLostReasons(admin)).items).toEqual(['Price'])
})

test('is not replaced by somebody who has seen an older one', async () => {
  const { ADMIN: admin } = await newTenant('ADMIN')
  const saved = await setLostReasons(admin, { items: ['Price'] }, 1)
  await expect(setLostReasons(admin, { items: ['Timing'] }, 1)).rejects.toMatchObject({
    code: 'stale',
    details: { current: saved },
  })
  expect(await setLostReasons(admin, { items: ['Timing'] }, [7, 2])).toMatchObject({ items: ['Timing'], version: 3 })
})
