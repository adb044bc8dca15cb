import { afterEach, expect, test } from 'vitest'
import type { PresenceEvent } from '@/lib/presence/schema'
import { expectRefusal } from './support/client'
import { EventReader } from './support/event-reader'
import { makeDeal, makePipeline } from './support/made'
import { type Member, newAdmin, newTenant } from './support/tenant'

const open: EventReader[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((reader) => reader.close()))
})

/** A stream that has caught up; with `presence`, the member is at the pipeline by it. */
async function listen({ account }: Member, pipelineId: string, presence = 'true') {
  const reader = await EventReader.open({ authorization: `Bearer ${account.token}` }, { pipelineId, presence })
  open.push(reader)
  await reader.ready()
  return reader
}

const heardBy = (reader: EventReader) =>
  reader.heard.filter(({ event }) => event === 'presence').map(({ data }) => data as unknown as PresenceEvent)

/** Who is there by the last that was heard, and what they hold. */
const present = (reader: EventReader) =>
  Object.fromEntries(
    heardBy(reader)
      .at(-1)
      ?.members.map(({ userId, holds }) => [userId, holds]) ?? [],
  )

const expectPresent = (reader: EventReader, members: Record<string, string | null>) =>
  expect.poll(() => present(reader), { timeout: 5000 }).toEqual(members)

test('members see one another come, lift, drop and go', async () => {
  const { ADMIN: admin, EMPLOYEE: rep, VIEWER: viewer } = await newTenant('ADMIN', 'EMPLOYEE', 'VIEWER')
  const { id, stages } = await makePipeline(admin)
  const deal = await makeDeal(admin, stages[0]!.id)
  const [atRep, atViewer] = [await listen(rep, id), await listen(viewer, id)]
  const [repId, viewerId] = [rep.account.userId, viewer.account.userId]
  for (const reader of [atRep, atViewer]) await expectPresent(reader, { [repId]: null, [viewerId]: null })
  expect((await rep.post(`/api/pipelines/${id}/presence`, { holds: deal.id })).status).toBe(204)
  for (const reader of [atRep, atViewer]) await expectPresent(reader, { [repId]: deal.id, [viewerId]: null })
  await rep.post(`/api/pipelines/${id}/presence`, { holds: null })
  await expectPresent(atViewer, { [repId]: null, [viewerId]: null })
  await rep.post(`/api/pipelines/${id}/presence`, { holds: deal.id })
  await expectPresent(atViewer, { [repId]: deal.id, [viewerId]: null })
  await atRep.close()
  await expectPresent(atViewer, { [viewerId]: null })
})

test('only a stream that asks for it puts its reader there, or is told', async () => {
  const { ADMIN: admin, VIEWER: viewer } = await newTenant('ADMIN', 'VIEWER')
  const [here, there] = [await makePipeline(admin), await makePipeline(admin)]
  const silent = await listen(admin, here.id, 'false')
  const elsewhere = await listen(admin, there.id)
  const reader = await listen(viewer, here.id)
  await expectPresent(reader, { [viewer.account.userId]: null })
  await expectPresent(elsewhere, { [admin.account.userId]: null })
  expect(heardBy(reader).every(({ members }) => members.length <= 1)).toBe(true)
  expect(heardBy(silent)).toEqual([])
})

test('nobody of another tenant is ever shown, though the id of the pipeline is known', async () => {
  const [ours, theirs] = [await newAdmin(), await newAdmin()]
  const [here, there] = [await makePipeline(ours), await makePipeline(theirs)]
  const atTheirs = await listen(theirs, there.id)
  const atOurs = await listen(ours, `${here.id},${there.id}`)
  const deal = await makeDeal(ours, here.stages[0]!.id)
  expectRefusal(await ours.post(`/api/pipelines/${there.id}/presence`, { holds: deal.id }), 404)
  await expectPresent(atOurs, { [ours.account.userId]: null })
  await expectPresent(atTheirs, { [theirs.account.userId]: null })
  expect(heardBy(atOurs).map(({ pipelineId }) => pipelineId)).not.toContain(there.id)
  expect(atTheirs.heard.map(({ data }) => JSON.stringify(data)).join()).not.toContain(ours.account.userId)
})

test('a deal of another pipeline, of another tenant, or none, is not to be held', async () => {
  const [ours, theirs] = [await newAdmin(), await newAdmin()]
  const [here, there, foreign] = [await makePipeline(ours), await makePipeline(ours), await makePipeline(theirs)]
  const elsewhere = await makeDeal(ours, there.stages[0]!.id)
  const strange = await makeDeal(theirs, foreign.stages[0]!.id)
  for (const holds of [elsewhere.id, strange.id, crypto.randomUUID(), 'acme', undefined])
    expectRefusal(await ours.post(`/api/pipelines/${here.id}/presence`, { holds }), 400, 'holds')
})

test('what is said of presence is not in the log', async () => {
  const admin = await newAdmin()
  const { id, stages } = await makePipeline(admin)
  const deal = await makeDeal(admin, stages[0]!.id)
  const reader = await listen(admin, id)
  await admin.post(`/api/pipelines/${id}/presence`, { holds: deal.id })
  await expectPresent(reader, { [admin.account.userId]: deal.id })
  const later = await makeDeal(admin, stages[0]!.id)
  await reader.until(({ data }) => data.entityId === later.id)
  expect(reader.entityIds()).toEqual([later.id])
})
