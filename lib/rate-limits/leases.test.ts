import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { globalDb } from '@/db/client'
import { budgets } from '@/db/schema/budgets'
import { forgetOldBudgets, leaseShare } from './leases'

const rowOf = async (key: string) => (await globalDb().select().from(budgets).where(eq(budgets.key, key)))[0]

test('gives shares until nothing is left, to many at once too', async () => {
  const key = randomUUID()
  const leases = await Promise.all(Array.from({ length: 12 }, () => leaseShare(key, 30, 100)))
  expect(leases.map(({ granted }) => granted).sort((a, b) => b - a)).toEqual([30, 30, 30, 10, ...Array(8).fill(0)])
  expect(Math.min(...leases.map(({ rest }) => rest))).toBe(0)
  for (const { endsInMs } of leases) expect(endsInMs).toSatisfy((ms: number) => ms > 0 && ms <= 60_000)
})

test('begins anew when the window is over', async () => {
  const key = randomUUID()
  await leaseShare(key, 100, 100)
  expect(await leaseShare(key, 10, 100)).toMatchObject({ granted: 0 })
  await globalDb()
    .update(budgets)
    .set({ window: sql`${budgets.window} - 1` })
    .where(eq(budgets.key, key))
  expect(await leaseShare(key, 10, 100)).toMatchObject({ granted: 10, rest: 90 })
})

test('forgets windows that are over, and no other', async () => {
  const [old, current] = [randomUUID(), randomUUID()]
  for (const key of [old, current]) await leaseShare(key, 1, 100)
  await globalDb()
    .update(budgets)
    .set({ window: sql`${budgets.window} - 5` })
    .where(eq(budgets.key, old))
  await forgetOldBudgets()
  expect(await rowOf(old)).toBeUndefined()
  expect(await rowOf(current)).toBeDefined()
})
