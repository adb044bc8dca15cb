import { expect, test } from 'vitest'
import type { Actor } from '../auth/actor'
import { createDeal } from '../deals/commands'
import { newPipeline, newTenant } from '../testing/tenants'
import { attend } from './attend'
import { holdDeal } from './commands'

/** Presence events of a member at a pipeline, the last first. */
function watch({ tenantId, userId }: Actor, pipelineId: string) {
  const told: unknown[] = []
  const leave = attend({ tenantId, pipelineId, userId }, (members) => told.unshift(members))
  return { told, leave }
}

test('a deal in hand is told at its pipeline, and that it was put down', async () => {
  const { ADMIN: admin, VIEWER: viewer } = await newTenant('ADMIN', 'VIEWER')
  const { pipeline, open } = await newPipeline(admin)
  const deal = await createDeal(admin, { title: 'Acme', stageId: open })
  const { told, leave } = watch(viewer, pipeline.id)
  const other = watch(admin, pipeline.id)
  await holdDeal(admin, pipeline.id, { holds: deal.id })
  const holding = { userId: admin.userId, holds: deal.id }
  expect(told[0]).toEqual(expect.arrayContaining([holding, { userId: viewer.userId, holds: null }]))
  await holdDeal(admin, pipeline.id, { holds: null })
  expect(told[0]).toContainEqual({ userId: admin.userId, holds: null })
  leave()
  other.leave()
})

test('another tenant’s pipeline is not found, nor is a deal of another pipeline one to hold', async () => {
  const [{ ADMIN: admin }, { ADMIN: stranger }] = [await newTenant('ADMIN'), await newTenant('ADMIN')]
  const [here, there] = [await newPipeline(admin), await newPipeline(admin)]
  const deal = await createDeal(admin, { title: 'Acme', stageId: there.open })
  await expect(holdDeal(stranger, here.pipeline.id, { holds: null })).rejects.toMatchObject({ code: 'not_found' })
  const refused = holdDeal(admin, here.pipeline.id, { holds: deal.id })
  await expect(refused).rejects.toMatchObject({ code: 'bad_request', details: { fields: [{ path: 'holds' }] } })
})

test('whoever may not move deals cannot hold one', async () => {
  const { ADMIN: admin, VIEWER: viewer } = await newTenant('ADMIN', 'VIEWER')
  const { pipeline } = await newPipeline(admin)
  await expect(holdDeal(viewer, pipeline.id, { holds: null })).rejects.toMatchObject({ code: 'forbidden' })
})
