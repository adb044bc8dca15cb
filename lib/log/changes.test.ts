import { expect, test } from 'vitest'
import { withTenant } from '@/db/client'
import { newTenant } from '../testing/tenants'
import { append, difference } from './changes'
import { currentCursor, readSince } from './changes-since'

test('what is rolled back leaves nothing', async () => {
  const { ADMIN: actor } = await newTenant('ADMIN')
  const start = await currentCursor(actor)
  await expect(
    withTenant(actor, async (tx) => {
      await append(tx, actor, { entity: 'deal', entityId: crypto.randomUUID(), action: 'created', version: 1 })
      throw new Error('changed my mind')
    }),
  ).rejects.toThrow('changed my mind')
  expect((await readSince(actor, start)).changes).toEqual([])
})

test('difference names what changed, without the bookkeeping', () => {
  const at = (day: number) => new Date(Date.UTC(2026, 0, day))
  const row = { title: 'a', amount: null, due: at(1), version: 1, updatedAt: at(1), updatedByUserId: 'x' }
  expect(difference(row, { ...row, due: at(1), version: 2, updatedAt: at(2), updatedByUserId: 'y' }).changed).toEqual(
    [],
  )
  expect(difference<Record<string, unknown>>(row, { ...row, amount: 5, due: at(2) })).toEqual({
    changed: ['amount', 'due'],
    before: { amount: null, due: at(1) },
    after: { amount: 5, due: at(2) },
  })
})
