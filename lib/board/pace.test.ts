import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { globalDb } from '@/db/client'
import { deals } from '@/db/schema/deals'
import type { Actor } from '../auth/actor'
import { createDeal, updateDeal } from '../deals/commands'
import { redoChange, undoChange } from '../deals/undoing/undo'
import { newPipeline, newTenant } from '../testing/tenants'
import { getPace } from './pace'

/** Creates a deal that has been in its stage for that long. */
async function deal(actor: Actor, stageId: string, days: number) {
  const { id } = await createDeal(actor, { title: 'Deal', stageId })
  await globalDb().execute(
    sql`update ${deals} set stage_entered_at = now() - ${`${days} days`}::interval where ${deals.id} = ${id}`,
  )
  return id
}

test('tells how long deals stayed before they left, from the log', async () => {
  const { ADMIN: admin } = await newTenant('ADMIN')
  const { pipeline, open, second, won } = await newPipeline(admin)
  for (const days of [1, 2, 3, 4, 10]) {
    const { id, version } = await updateDeal(admin, await deal(admin, open, days), { stageId: second })
    for (const reverse of [undoChange, redoChange]) await reverse(admin, id, { version, deleted: false })
  }
  for (const days of [1, 2]) await updateDeal(admin, await deal(admin, second, days), { stageId: won })
  const back = await updateDeal(admin, await deal(admin, won, 900), { stageId: open })
  await undoChange(admin, back.id, { version: back.version, deleted: false })
  await updateDeal(admin, await deal(admin, open, 800), { title: 'Stays' })

  const { items } = await getPace(admin, pipeline.id)
  expect(items).toEqual([
    { stageId: open, deals: 5, medianDays: expect.closeTo(3, 2), p90Days: expect.closeTo(7.6, 2) },
  ])
})

test('another tenant’s pipeline is not there', async () => {
  const { ADMIN: admin } = await newTenant('ADMIN')
  const { ADMIN: stranger } = await newTenant('ADMIN')
  const { pipeline } = await newPipeline(admin)
  expect(await getPace(admin, pipeline.id)).toEqual({ items: [] })
  await expect(getPace(stranger, pipeline.id)).rejects.toMatchObject({ code: 'not_found' })
})
