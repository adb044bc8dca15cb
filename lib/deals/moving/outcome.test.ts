import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { globalDb } from '@/db/client'
import type { Actor } from '@/lib/auth/actor'
import { updatePipeline } from '@/lib/pipelines/commands'
import { getPipeline } from '@/lib/pipelines/queries'
import { newPipeline, newTenant } from '@/lib/testing/tenants'
import { changeDeals } from '../bulk/bulk'
import { createDeal, deleteDeal, updateDeal } from '../commands'
import { getDeal } from '../queries'
import { undoChange } from '../undoing/undo'
import { onArrival, outcomeIn } from './outcome'

type Kind = 'open' | 'won' | 'lost'

const OUT_OF_PLACE = { code: 'bad_request', details: { fields: [{ path: 'lostReason' }] } }

async function becomes(actor: Actor, pipelineId: string, stageId: string, kind: Kind) {
  const { stages } = await getPipeline(actor, pipelineId)
  const edited = stages.map(({ id, name }) => ({ id, name, ...(id === stageId && { kind }) }))
  await updatePipeline(actor, pipelineId, { stages: edited })
}

describe('an outcome', () => {
  const [before, entered] = ['2027-01-01T00:00:00.000Z', '2027-01-02T00:00:00.000Z']
  const deal = { stageEnteredAt: entered, closedAt: before, lostReason: 'Price' }

  test.each<[Kind, string | null, string | null]>([
    ['open', null, null],
    ['won', before, null],
    ['lost', before, 'Price'],
  ])('in a stage that is %s', (kind, closedAt, lostReason) =>
    expect(outcomeIn(kind, deal)).toEqual({ closedAt, lostReason }),
  )

  test('without a day is of the day on which the deal came in', () =>
    expect(outcomeIn('won', { ...deal, closedAt: null }).closedAt).toBe(entered))

  test.each<[Kind, Kind, string | null]>([
    ['open', 'won', 'now'],
    ['won', 'won', before],
    ['won', 'lost', 'now'],
    ['lost', 'lost', before],
    ['lost', 'won', 'now'],
    ['won', 'open', null],
  ])('from %s to %s', (from, kind, closedAt) =>
    expect(onArrival(deal, from, { id: 'b', pipelineId: 'p', kind })).toMatchObject({ closedAt, stageId: 'b' }),
  )
})

describe('a lost reason', () => {
  test('is refused to a deal that is not lost, and named', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { open, won, lost } = await newPipeline(admin)
    for (const stageId of [open, won]) {
      const { id } = await createDeal(admin, { title: 'Deal', stageId })
      for (const refused of [
        () => createDeal(admin, { title: 'Deal', stageId, lostReason: 'Price' }),
        () => updateDeal(admin, id, { lostReason: 'Price' }),
        () => updateDeal(admin, id, { stageId: won, lostReason: 'Price' }),
      ])
        await expect(refused()).rejects.toMatchObject(OUT_OF_PLACE)
      await expect(changeDeals(admin, { deals: [{ id }], lostReason: 'Price' })).rejects.toMatchObject({
        details: { fields: [{ path: 'deals.0.lostReason' }] },
      })
      expect(await getDeal(admin, id)).toMatchObject({ lostReason: null, version: 1 })
      expect(await updateDeal(admin, id, { stageId: lost, lostReason: 'Price' })).toMatchObject({ lostReason: 'Price' })
    }
  })

  test('goes with a move out of a lost stage, though the whole deal is written back', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { open, won, lost } = await newPipeline(admin)
    for (const stageId of [open, won]) {
      const { id, lostReason } = await createDeal(admin, { title: 'Deal', stageId: lost, lostReason: 'Price' })
      expect(await updateDeal(admin, id, { stageId, lostReason })).toMatchObject({ stageId, lostReason: null })
    }
  })
})

test('a day of closing is that of the outcome: another outcome is another closing, the same again is not', async () => {
  const { ADMIN: admin } = await newTenant('ADMIN')
  const { pipeline, won, lost } = await newPipeline(admin)
  await updatePipeline(admin, pipeline.id, {
    stages: [...pipeline.stages.map(({ id, name }) => ({ id, name })), { name: 'Paid', kind: 'won' }],
  })
  const paid = (await getPipeline(admin, pipeline.id)).stages.at(-1)!.id
  const { id, closedAt } = await createDeal(admin, { title: 'Deal', stageId: won })
  expect(await updateDeal(admin, id, { stageId: paid })).toMatchObject({ closedAt })
  const changed = await updateDeal(admin, id, { stageId: lost })
  expect(changed.closedAt).toBe(changed.stageEnteredAt)
  expect(changed.closedAt! > closedAt!).toBe(true)
  const { batchId } = await changeDeals(admin, { deals: [{ id }], stageId: won })
  expect(batchId).not.toBeNull()
  const back = await getDeal(admin, id)
  expect(back.closedAt).toBe(back.stageEnteredAt)
})

describe('the kind of a stage, changed', () => {
  test('to open and back leaves each deal with its day and its reason', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { pipeline, open, lost } = await newPipeline(admin)
    const reasons = ['Price', null, 'Timing']
    const made = await Promise.all(
      reasons.map((lostReason) => createDeal(admin, { title: 'Deal', stageId: lost, lostReason })),
    )
    const outcomes = () =>
      Promise.all(
        made.map(async ({ id }) => getDeal(admin, id).then(({ closedAt, lostReason }) => [closedAt, lostReason])),
      )
    const before = await outcomes()
    for (const between of ['open', 'won'] as const) {
      await becomes(admin, pipeline.id, lost, 'open')
      expect(await outcomes()).toEqual(made.map(() => [null, null]))
      await becomes(admin, pipeline.id, lost, between)
      await becomes(admin, pipeline.id, lost, 'lost')
      expect(await outcomes()).toEqual(before)
    }
    await becomes(admin, pipeline.id, lost, 'open')
    const { id } = made[0]!
    await updateDeal(admin, id, { stageId: open })
    const came = await updateDeal(admin, id, { stageId: lost })
    await becomes(admin, pipeline.id, lost, 'lost')
    expect(await getDeal(admin, id)).toMatchObject({ closedAt: came.stageEnteredAt, lostReason: null })
  })

  test('closes deals on the day on which they came in', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { pipeline, second } = await newPipeline(admin)
    const { id, stageEnteredAt } = await createDeal(admin, { title: 'Deal', stageId: second })
    await becomes(admin, pipeline.id, second, 'won')
    expect(await getDeal(admin, id)).toMatchObject({ closedAt: stageEnteredAt })
  })

  test('is no change of a deal that can be taken back alone', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { pipeline, lost } = await newPipeline(admin)
    const { id } = await createDeal(admin, { title: 'Deal', stageId: lost, lostReason: 'Price' })
    await becomes(admin, pipeline.id, lost, 'open')
    await expect(undoChange(admin, id, { version: 2, deleted: false })).rejects.toMatchObject({
      code: 'conflict',
      message: '“Deal” is in a stage that is open by now. Nothing was taken back.',
    })
    await becomes(admin, pipeline.id, lost, 'lost')
    await expect(undoChange(admin, id, { version: 3, deleted: false })).rejects.toMatchObject({ code: 'conflict' })
    expect(await getDeal(admin, id)).toMatchObject({ version: 3, lostReason: 'Price' })
    await expect(undoChange(admin, id, { version: 7, deleted: false })).rejects.toMatchObject({
      message: 'The deal is at version 3. Nothing was taken back.',
    })
  })
})

/** Deals whose outcome is not that of their stage. */
const broken = (actor: Actor) =>
  globalDb().execute(sql`
    select deals.id, kind, closed_at, lost_reason from deals
    join pipeline_stages on pipeline_stages.tenant_id = deals.tenant_id and pipeline_stages.id = stage_id
    where deals.tenant_id = ${actor.tenantId}
      and ((closed_at is null) <> (kind = 'open') or (lost_reason is not null and kind <> 'lost'))`)

test('after any writes every deal has the outcome of its stage', async () => {
  const { ADMIN: admin } = await newTenant('ADMIN')
  const { pipeline } = await newPipeline(admin)
  const stage = fc.constantFrom(...pipeline.stages.map(({ id }) => id))
  const reason = fc.constantFrom(undefined, null, 'Price', 'Timing')
  const which = fc.nat(4)
  const write = fc.oneof(
    fc.record({ what: fc.constant('create' as const), stage, reason }),
    fc.record({ what: fc.constant('update' as const), which, stage: fc.option(stage, { nil: undefined }), reason }),
    fc.record({ what: fc.constant('bulk' as const), stage: fc.option(stage, { nil: undefined }), reason }),
    fc.record({ what: fc.constant('undo' as const), which, deleted: fc.boolean() }),
    fc.record({ what: fc.constant('delete' as const), which }),
    fc.record({ what: fc.constant('kind' as const), stage, kind: fc.constantFrom<Kind>('open', 'won', 'lost') }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(write, { minLength: 3, maxLength: 12 }), async (writes) => {
      const ids: string[] = []
      const versions = new Map<string, number>()
      const note = (deal: { id: string; version: number } | null) => deal && versions.set(deal.id, deal.version)
      for (const stageId of pipeline.stages.map(({ id }) => id)) {
        const made = await createDeal(admin, { title: 'Deal', stageId })
        ids.push(made.id)
        note(made)
      }
      async function run(each: (typeof writes)[number]) {
        const id = 'which' in each ? ids[each.which % ids.length]! : ''
        const version = versions.get(id)!
        if (each.what === 'create') {
          const made = await createDeal(admin, { title: 'Deal', stageId: each.stage, lostReason: each.reason })
          ids.push(made.id)
          note(made)
        } else if (each.what === 'update')
          note(await updateDeal(admin, id, { stageId: each.stage, lostReason: each.reason }))
        else if (each.what === 'bulk') {
          const change = { stageId: each.stage, lostReason: each.reason, probability: 5 }
          for (const item of (await changeDeals(admin, { deals: ids.map((id) => ({ id })), ...change })).items)
            note(item)
        } else if (each.what === 'undo') note((await undoChange(admin, id, { version, deleted: each.deleted })).deal)
        else if (each.what === 'delete') await deleteDeal(admin, id)
        else {
          await becomes(admin, pipeline.id, each.stage, each.kind)
          for (const id of ids) note(await getDeal(admin, id).catch(() => null))
        }
      }
      for (const each of writes)
        await run(each).catch((error) => expect(['bad_request', 'conflict', 'not_found']).toContain(error.code))
      expect([...(await broken(admin))]).toEqual([])
      for (const id of ids) await deleteDeal(admin, id).catch(() => {})
    }),
    { numRuns: 30 },
  )
}, 60_000)
