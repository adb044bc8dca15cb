import { expect, test } from 'vitest'
import { createDeal, updateDeal } from '@/lib/deals/commands'
import { getDeal } from '@/lib/deals/queries'
import { redoChange, undoChange } from '@/lib/deals/undoing/undo'
import { newPipeline, newTenant } from '@/lib/testing/tenants'
import { once } from './once'

test.each([
  ['an edit', 'Changed', 2, updateDeal],
  ['an undo', 'One', 3, (actor: never, id: string) => undoChange(actor, id, { version: 2, deleted: false })],
  ['a redo', 'Changed', 4, (actor: never, id: string) => redoChange(actor, id, { version: 2, deleted: false })],
])('%s is part of the transaction of its key', async (_what, title, version, write) => {
  const { ADMIN: admin } = await newTenant('ADMIN')
  const { open } = await newPipeline(admin)
  const { id } = await createDeal(admin, { title: 'One', stageId: open })
  if (version > 2) await updateDeal(admin, id, { title: 'Changed' })
  if (version > 3) await undoChange(admin, id, { version: 2, deleted: false })
  const before = await getDeal(admin, id)
  const key = { key: crypto.randomUUID(), request: 'x' }
  const isFirst = { is: true }
  const run = () =>
    once(admin, key, async (actor) => {
      await write(actor as never, id, { title: 'Changed' })
      if (isFirst.is) throw new Error('cut')
      return { status: 204, etag: null, body: null }
    })
  await expect(run()).rejects.toThrow('cut')
  expect(await getDeal(admin, id)).toEqual(before)
  isFirst.is = false
  await run()
  await run()
  expect(await getDeal(admin, id)).toMatchObject({ title, version })
})
