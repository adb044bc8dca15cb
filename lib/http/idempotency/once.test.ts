import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { afterCommit, forTenant, withTenant } from '@/db/client'
import { idempotencyKeys as keys } from '@/db/schema/idempotency-keys'
import { createDeal } from '@/lib/deals/commands'
import { getDeal } from '@/lib/deals/queries'
import { newPipeline, newTenant } from '@/lib/testing/tenants'
import { once } from './once'

const key = { key: 'k', request: 'r' }

async function setUp() {
  const { ADMIN: admin } = await newTenant('ADMIN')
  const { open } = await newPipeline(admin)
  const kept = () =>
    forTenant(admin)
      .select()
      .from(keys)
      .where(and(eq(keys.tenantId, admin.tenantId), eq(keys.userId, admin.userId)))
  return { admin, open, kept }
}

test('what a write has done is seen by itself at first, and what follows a commit follows the whole', async () => {
  const { admin, open, kept } = await setUp()
  const order: string[] = []
  const { isReplayed } = await once(admin, key, async (inside) => {
    const { id } = await createDeal(inside, { title: 'Once', stageId: open })
    await withTenant(inside, async (tx) => afterCommit(tx, () => order.push('committed')))
    expect((await getDeal(inside, id)).title).toBe('Once')
    await expect(getDeal(admin, id)).rejects.toMatchObject({ code: 'not_found' })
    expect(await kept()).toEqual([])
    order.push('written')
    return { status: 201, etag: null, body: id }
  })
  expect(isReplayed).toBe(false)
  expect(order).toEqual(['written', 'committed'])
  expect(await kept()).toMatchObject([{ ...key, status: 201 }])
})

test('a write that fails at its end leaves neither effect nor key, and tells nobody', async () => {
  const { admin, open, kept } = await setUp()
  let id = ''
  const failing = once(admin, key, async (inside) => {
    id = (await createDeal(inside, { title: 'Never', stageId: open })).id
    await withTenant(inside, async (tx) => afterCommit(tx, () => expect.unreachable()))
    throw new Error('at its end')
  })
  await expect(failing).rejects.toThrow('at its end')
  await expect(getDeal(admin, id)).rejects.toMatchObject({ code: 'not_found' })
  expect(await kept()).toEqual([])
})
