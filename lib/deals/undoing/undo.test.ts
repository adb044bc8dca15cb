import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Actor } from '@/lib/auth/actor'
import { createContact, deleteContact } from '@/lib/contacts/commands'
import { updatePipeline } from '@/lib/pipelines/commands'
import { newPipeline, newTenant } from '@/lib/testing/tenants'
import { createDeal, deleteDeal, updateDeal } from '../commands'
import { tallyDeals } from '../counting/tally'
import { getDeal } from '../queries'
import type { Deal } from '../schema'
import { undoChange } from './undo'

/** All of a deal but what every change changes. */
const content = ({ version: _, updatedAt: __, updatedByUserId: ___, ...rest }: Deal) => rest

const inStage = async (actor: Actor, stageId: string) => (await tallyDeals(actor)).stages.get(stageId)?.get('USD')

test('any change or deletion taken back leaves the deal as it was', async () => {
  const { ADMIN: admin } = await newTenant('ADMIN')
  const { pipeline, lost } = await newPipeline(admin)
  const stages = pipeline.stages!.map(({ id }) => id)
  const fields = fc.record(
    {
      title: fc.constantFrom('One', 'Two'),
      stageId: fc.constantFrom(...stages),
      amount: fc.option(fc.nat(1_000_000)),
      probability: fc.option(fc.nat(100)),
      expectedCloseDate: fc.option(fc.constant('2027-01-31')),
      currency: fc.constantFrom('USD', 'EUR'),
      lostReason: fc.constantFrom('Price', null),
      tags: fc.constantFrom<string[]>([], ['Upsell'], ['Upsell', 'say "hi", {ok}\\']),
    },
    { requiredKeys: [] },
  )
  const change = fields.map((given) => ({ ...given, ...(given.lostReason && { stageId: lost }) }))
  await fc.assert(
    fc.asyncProperty(change, change, fc.boolean(), async (first, second, isDeleted) => {
      const { id } = await createDeal(admin, { title: 'One', stageId: stages[0]! })
      const before = await updateDeal(admin, id, first)
      const after = isDeleted ? before : await updateDeal(admin, id, second)
      if (isDeleted) await deleteDeal(admin, id)
      else fc.pre(after.version > before.version)
      const { deal } = await undoChange(admin, id, { version: after.version, deleted: isDeleted })
      expect(content(deal!)).toEqual(content(before))
      expect(deal!.version).toBe(after.version + 1)
      expect(await getDeal(admin, id)).toEqual(deal)
      await deleteDeal(admin, id)
    }),
    { numRuns: 40 },
  )
})

test('several are taken back in turn, down to the creation', async () => {
  const { ADMIN: admin } = await newTenant('ADMIN')
  const { open, second, won } = await newPipeline(admin)
  const { id } = await createDeal(admin, { title: 'One', stageId: open })
  for (const stageId of [second, won]) await updateDeal(admin, id, { stageId })
  await deleteDeal(admin, id)
  const back = async (version: number, deleted = false) => (await undoChange(admin, id, { version, deleted })).deal
  expect(await back(3, true)).toMatchObject({ stageId: won, version: 4 })
  expect(await back(3)).toMatchObject({ stageId: second, closedAt: null, version: 5 })
  await expect(back(3)).rejects.toMatchObject({ code: 'conflict' })
  expect(await back(2)).toMatchObject({ stageId: open, version: 6 })
  expect(await back(1)).toBeNull()
  await expect(getDeal(admin, id)).rejects.toMatchObject({ code: 'not_found' })
})

test('totals follow what is taken back', async () => {
  const { ADMIN: admin } = await newTenant('ADMIN')
  const { open, second } = await newPipeline(admin)
  const { id } = await createDeal(admin, { title: 'One', stageId: open, amount: 5 })
  expect(await inStage(admin, open)).toMatchObject({ deals: 1, minor: 500n })
  const { version } = await updateDeal(admin, id, { stageId: second })
  expect(await inStage(admin, open)).toBeUndefined()
  const { deal } = await undoChange(admin, id, { version, deleted: false })
  expect(await inStage(admin, open)).toMatchObject({ deals: 1, minor: 500n })
  await deleteDeal(admin, id)
  const { version: last } = deal!
  expect((await undoChange(admin, id, { version: last, deleted: true })).deal).toMatchObject({ stageId: open })
  expect(await inStage(admin, open)).toMatchObject({ deals: 1, minor: 500n })
})

test('refuses what somebody has overtaken, and says who', async () => {
  const { ADMIN: admin, EMPLOYEE: rep } = await newTenant('ADMIN', 'EMPLOYEE')
  const { open, second } = await newPipeline(admin)
  const { id, version } = await createDeal(admin, { title: 'One', stageId: open })
  await updateDeal(rep, id, { stageId: second })
  const undo = (asked: { version: number; deleted: boolean }) => undoChange(admin, id, asked)
  await expect(undo({ version, deleted: false })).rejects.toMatchObject({
    code: 'conflict',
    message: 'Test EMPLOYEE moved it since then. Nothing was taken back.',
  })
  await expect(undo({ version: 2, deleted: true })).rejects.toMatchObject({ code: 'conflict' })
  await deleteDeal(admin, id)
  await expect(undo({ version: 2, deleted: false })).rejects.toMatchObject({ message: /^You deleted it/ })
})

test('says when the place it stood in is gone, and is not found to strangers', async () => {
  const { ADMIN: admin, VIEWER: viewer } = await newTenant('ADMIN', 'VIEWER')
  const { ADMIN: stranger } = await newTenant('ADMIN')
  const { pipeline, open, second } = await newPipeline(admin)
  const client = await createContact(admin, { name: 'Acme' })
  const { id } = await createDeal(admin, { title: 'One', stageId: open, clientId: client.id })
  const { version } = await updateDeal(admin, id, { stageId: second })
  await expect(undoChange(stranger, id, { version, deleted: false })).rejects.toMatchObject({ code: 'not_found' })
  await expect(undoChange(viewer, id, { version, deleted: false })).rejects.toMatchObject({ code: 'forbidden' })
  const rest = pipeline.stages!.filter((stage) => stage.id !== open)
  await updatePipeline(admin, pipeline.id, { stages: rest.map(({ id, name }) => ({ id, name })) })
  await expect(undoChange(admin, id, { version, deleted: false })).rejects.toMatchObject({
    message: 'The stage “Open” that “One” stood in was deleted since. Nothing was taken back.',
  })
  await deleteDeal(admin, id)
  await deleteContact(admin, client.id)
  await expect(undoChange(admin, id, { version, deleted: true })).rejects.toMatchObject({
    code: 'conflict',
    message: 'The client “Acme” of “One” was deleted since. Nothing was taken back.',
  })
})

test('says of a version that is an undo itself, or was taken back, that it was taken back', async () => {
  const { ADMIN: admin } = await newTenant('ADMIN')
  const { open, second } = await newPipeline(admin)
  const { id } = await createDeal(admin, { title: 'One', stageId: open })
  const { version } = await updateDeal(admin, id, { stageId: second })
  await undoChange(admin, id, { version, deleted: false })
  for (const asked of [version, version + 1])
    await expect(undoChange(admin, id, { version: asked, deleted: false })).rejects.toMatchObject({
      code: 'conflict',
      message: 'This was taken back already. Nothing was taken back.',
    })
})
