import { and, desc, eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { globalDb } from '@/db/client'
import { changes } from '@/db/schema/changes'
import type { Actor } from '../auth/actor'
import { updatePipeline } from '../pipelines/commands'
import { newPipeline, newTenant } from '../testing/tenants'
import { changeDeals } from './bulk/bulk'
import { createDeal, updateDeal } from './commands'
import { getDeal } from './queries'
import { undoChange } from './undoing/undo'

const DAY = 24 * 60 * 60 * 1000

// The database's clock says today; a moment of this one would stand out.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 30 * DAY })
})
afterEach(() => {
  vi.useRealTimers()
})

const lastOf = async (actor: Actor, id: string) => {
  const [row] = await globalDb()
    .select()
    .from(changes)
    .where(and(eq(changes.tenantId, actor.tenantId), eq(changes.entityId, id)))
    .orderBy(desc(changes.seq))
    .limit(1)
  return row!
}

/** A deal as it is stored, with every moment of its last change that of the change itself. */
async function expectOneMoment(actor: Actor, id: string, ...moments: ('stageEnteredAt' | 'closedAt')[]) {
  const deal = await getDeal(actor, id)
  const { at, after } = await lastOf(actor, id)
  expect(deal.updatedAt).toBe(at)
  for (const moment of moments) expect([moment, deal[moment], after![moment]]).toEqual([moment, at, at])
  return deal
}

test('a new deal enters its stage, and is closed there, as it is created', async () => {
  const { ADMIN: admin } = await newTenant('ADMIN')
  const { open, won } = await newPipeline(admin)
  for (const [stageId, closedAt] of [
    [open, false],
    [won, true],
  ] as const) {
    const made = await createDeal(admin, { title: 'New', stageId })
    expect(made.stageEnteredAt).toBe(made.createdAt)
    expect(made.closedAt).toBe(closedAt ? made.createdAt : null)
    expect(await expectOneMoment(admin, made.id, 'stageEnteredAt')).toEqual(made)
    expect((await lastOf(admin, made.id)).after!.closedAt).toBe(made.closedAt)
  }
})

test('moves, of one or many and of those whose stage goes, are dated by the database', async () => {
  const { ADMIN: admin } = await newTenant('ADMIN')
  const { pipeline, open, second, won, lost } = await newPipeline(admin)
  const { id } = await createDeal(admin, { title: 'Deal', stageId: open })
  expect(await updateDeal(admin, id, { stageId: won })).toEqual(
    await expectOneMoment(admin, id, 'stageEnteredAt', 'closedAt'),
  )
  await changeDeals(admin, { deals: [{ id }], stageId: second })
  await expectOneMoment(admin, id, 'stageEnteredAt')
  await changeDeals(admin, { deals: [{ id }], stageId: lost })
  await expectOneMoment(admin, id, 'stageEnteredAt', 'closedAt')
  await changeDeals(admin, { deals: [{ id }], stageId: second })
  const rest = pipeline.stages.filter((stage) => stage.id !== second).map(({ id, name }) => ({ id, name }))
  await updatePipeline(admin, pipeline.id, { stages: rest, moveDealsTo: won })
  await expectOneMoment(admin, id, 'stageEnteredAt', 'closedAt')
})

test('what is taken back has the moments that it had', async () => {
  const { ADMIN: admin } = await newTenant('ADMIN')
  const { open, won } = await newPipeline(admin)
  const made = await createDeal(admin, { title: 'Deal', stageId: won })
  const { version } = await updateDeal(admin, made.id, { stageId: open })
  const { deal } = await undoChange(admin, made.id, { version, deleted: false })
  expect(deal).toMatchObject({ stageEnteredAt: made.createdAt, closedAt: made.createdAt })
})
