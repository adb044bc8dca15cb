import { asc, eq, type Logger, NoopLogger, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { describe, expect, test, vi } from 'vitest'
import { globalDb } from '@/db/client'
import { changes } from '@/db/schema/changes'
import { deals } from '@/db/schema/deals'
import type { Actor } from '../auth/actor'
import { listCards } from '../board/queries'
import { createDeal, updateDeal } from '../deals/commands'
import { getDeal } from '../deals/queries'
import { newPipeline, newTenant } from '../testing/tenants'
import { createPipeline, deletePipeline, updatePipeline } from './commands'
import { getPipeline } from './queries'
import type { Pipeline } from './schema'

const logOf = (actor: Actor) =>
  globalDb().select().from(changes).where(eq(changes.tenantId, actor.tenantId)).orderBy(asc(changes.seq))

/** Log rows that `work` writes. */
async function loggedBy(actor: Actor, work: () => Promise<unknown>) {
  const before = await logOf(actor)
  await work()
  return (await logOf(actor)).slice(before.length)
}

const names = ({ stages }: Pipeline) => stages.map((stage) => stage.name)
const inputs = ({ stages }: Pipeline) => stages.map(({ id, name }) => ({ id, name }))

const titles = async (actor: Actor, pipelineId: string, stageId: string) =>
  (await listCards(actor, pipelineId, { stageId, take: 500 })).items.map((card) => card.title)

describe('createPipeline', () => {
  test('orders stages by index, numbers them from 0, infers their kinds, and logs each in one batch', async () => {
    const { EMPLOYEE: rep } = await newTenant('EMPLOYEE')
    const stages = [
      { name: 'Closed Won', index: 7 },
      { name: 'First', index: 0 },
      { name: 'Tie', index: 7 },
      { name: 'Placed by the array' },
      { name: 'lost', index: 9 },
      { name: 'Won', index: 8, kind: 'open' as const },
    ]
    const pipeline = await createPipeline(rep, { name: 'Sales', stages })
    expect(pipeline.stages.map(({ name, index, kind }) => [name, index, kind])).toEqual([
      ['First', 0, 'open'],
      ['Placed by the array', 1, 'open'],
      ['Closed Won', 2, 'won'],
      ['Tie', 3, 'open'],
      ['Won', 4, 'open'],
      ['lost', 5, 'lost'],
    ])
    expect(pipeline).toMatchObject({
      currency: 'USD',
      isActive: true,
      version: 1,
      organizationId: rep.defaultOrganizationId,
    })
    expect(await getPipeline(rep, pipeline.id)).toEqual(pipeline)
    const log = await logOf(rep)
    expect(log.map(({ entity, action, version }) => [entity, action, version])).toEqual([
      ['pipeline', 'created', 1],
      ...stages.map(() => ['stage', 'created', 1]),
    ])
    expect(new Set(log.map(({ batchId }) => batchId)).size).toBe(1)
    expect(new Set(log.map(({ pipelineId }) => pipelineId))).toEqual(new Set([pipeline.id]))
  })

  test('is refused to a viewer, and for an organization of somebody else', async () => {
    const { VIEWER: viewer, ADMIN: admin } = await newTenant('VIEWER', 'ADMIN')
    const { ADMIN: stranger } = await newTenant('ADMIN')
    await expect(createPipeline(viewer, { name: 'No' })).rejects.toMatchObject({ code: 'forbidden' })
    const organizationId = stranger.defaultOrganizationId
    await expect(createPipeline(admin, { name: 'No', organizationId })).rejects.toMatchObject({
      code: 'bad_request',
      details: { fields: [{ path: 'organizationId' }] },
    })
    expect(await logOf(admin)).toEqual([])
  })
})

describe('updatePipeline', () => {
  test('changes what is given, and logs the difference', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { pipeline } = await newPipeline(admin)
    const log = await loggedBy(admin, () => updatePipeline(admin, pipeline.id, { name: 'Renamed', isActive: false }, 1))
    expect(log).toMatchObject([
      {
        entity: 'pipeline',
        action: 'updated',
        version: 2,
        before: { name: 'Sales', isActive: true },
        after: { name: 'Renamed', isActive: false },
      },
    ])
    const after = await getPipeline(admin, pipeline.id)
    expect(after).toMatchObject({ name: 'Renamed', isActive: false, version: 2 })
    expect(after.stages).toEqual(pipeline.stages)
  })

  test('writes nothing when it is given what is there', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { pipeline } = await newPipeline(admin)
    const same = { name: pipeline.name, description: null, currency: 'USD', stages: inputs(pipeline) }
    const log = await loggedBy(admin, async () =>
      expect(await updatePipeline(admin, pipeline.id, same)).toEqual(pipeline),
    )
    expect(log).toEqual([])
  })

  test('replaces the stages: an id updates, none creates, a missing one goes, and the array is the order', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { pipeline, open, second, won, lost } = await newPipeline(admin)
    const stages = [{ id: won, name: 'Won' }, { name: 'New' }, { id: open, name: 'Opened' }, { id: lost, name: 'Lost' }]
    let after: Pipeline | undefined
    const log = await loggedBy(admin, async () => {
      after = await updatePipeline(admin, pipeline.id, { stages })
    })
    expect(names(after!)).toEqual(['Won', 'New', 'Opened', 'Lost'])
    expect(after!.stages.map(({ index }) => index)).toEqual([0, 1, 2, 3])
    expect(after!.stages.map(({ id }) => id)).toEqual([won, expect.any(String), open, lost])
    expect(after!.stages.map(({ kind }) => kind)).toEqual(['won', 'open', 'open', 'lost'])
    expect(await getPipeline(admin, pipeline.id)).toEqual(after)
    const logged = log.map(({ entity, entityId, action, version }) => ({ entity, entityId, action, version }))
    const stage = (entityId: string, action: string, version: number) => ({
      entity: 'stage',
      entityId,
      action,
      version,
    })
    expect(logged).toEqual([
      stage(won, 'updated', 2),
      stage(after!.stages[1]!.id, 'created', 1),
      stage(open, 'updated', 2),
      stage(second, 'deleted', 1),
      { entity: 'pipeline', entityId: pipeline.id, action: 'updated', version: 2 },
    ])
    expect(log[2]).toMatchObject({ before: { name: 'Open', index: 0 }, after: { name: 'Opened', index: 2 } })
    expect(log[3]!.before).toMatchObject({ id: second, name: 'Second', index: 1, pipelineId: pipeline.id })
    expect(new Set(log.map(({ batchId }) => batchId)).size).toBe(1)
  })

  test('keeps what an update of a stage leaves out, and a kind that was set', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { pipeline, open } = await newPipeline(admin)
    const rest = inputs(pipeline).slice(1)
    const full = { id: open, name: 'Won', color: '#aabbcc', wipLimit: 3, probability: 20, rottingDays: 5 }
    await updatePipeline(admin, pipeline.id, { stages: [full, ...rest] })
    const { stages } = await updatePipeline(admin, pipeline.id, {
      stages: [{ id: open, name: 'Lost', wipLimit: null }, ...rest],
    })
    expect(stages[0]).toMatchObject({ ...full, name: 'Lost', wipLimit: null, kind: 'open', version: 3 })
  })

  test('does not delete a stage that has deals, and says which and how many', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { pipeline, open, second } = await newPipeline(admin)
    for (const stageId of [open, open, second]) await createDeal(admin, { title: 'Deal', stageId })
    const stages = inputs(pipeline).slice(2)
    const log = await loggedBy(admin, () =>
      expect(updatePipeline(admin, pipeline.id, { name: 'Renamed', stages })).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringMatching(/(?=.*"Open" still has 2 deals)(?=.*"Second" still has 1 deal\b)/),
      }),
    )
    expect(log).toEqual([])
    expect(await getPipeline(admin, pipeline.id)).toEqual(pipeline)
  })

  test('moveDealsTo puts the deals below those that are there, in the order they had', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { pipeline, open, second, won, lost } = await newPipeline(admin)
    for (const [title, stageId] of [
      ['b', open],
      ['a', open],
      ['d', second],
      ['c', second],
      ['there', won],
    ] as const)
      await createDeal(admin, { title, stageId })
    const gone = await createDeal(admin, { title: 'lost', stageId: lost, lostReason: 'Price' })
    const stages = [{ id: won, name: 'Won' }]
    const log = await loggedBy(admin, () => updatePipeline(admin, pipeline.id, { stages, moveDealsTo: won }))
    expect(await titles(admin, pipeline.id, won)).toEqual(['there', 'a', 'b', 'c', 'd', 'lost'])
    const { items } = await listCards(admin, pipeline.id, { stageId: won, take: 500 })
    expect(items.map(({ version }) => version)).toEqual([1, 2, 2, 2, 2, 2])
    const moved = log.filter(({ entity }) => entity === 'deal')
    expect(moved).toHaveLength(5)
    for (const row of moved)
      expect(row).toMatchObject({
        action: 'moved',
        version: 2,
        stageTo: won,
        pipelineId: pipeline.id,
        after: { stageId: won },
      })
    expect(moved.find(({ entityId }) => entityId === gone.id)).toMatchObject({
      stageFrom: lost,
      before: { stageId: lost, lostReason: 'Price' },
      after: { lostReason: null },
    })
    const stored = await globalDb().select().from(deals).where(eq(deals.pipelineId, pipeline.id))
    expect(stored.every(({ closedAt }) => closedAt !== null)).toBe(true)
  })

  test('a deal dropped where the moved ones are finds its place', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { pipeline, open, second } = await newPipeline(admin)
    const first = await createDeal(admin, { title: 'first', stageId: second })
    const last = await createDeal(admin, { title: 'last', stageId: open })
    await updatePipeline(admin, pipeline.id, { stages: inputs(pipeline).slice(1), moveDealsTo: second })
    await createDeal(admin, { title: 'between', stageId: second, afterId: first.id })
    await updateDeal(admin, first.id, { afterId: last.id })
    expect(await titles(admin, pipeline.id, second)).toEqual(['between', 'last', 'first'])
  })

  test.each([
    ['stages.0.id', (open: string, other: string) => ({ stages: [{ id: other, name: open }] })],
    [
      'stages.1.id',
      (open: string) => ({
        stages: [
          { id: open, name: 'a' },
          { id: open, name: 'b' },
        ],
      }),
    ],
    ['moveDealsTo', (open: string, other: string) => ({ stages: [{ id: open, name: 'a' }], moveDealsTo: other })],
  ])('names %s when it cannot be', async (path, body) => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const [{ pipeline, open }, { second: other }] = [await newPipeline(admin), await newPipeline(admin)]
    const log = await loggedBy(admin, () =>
      expect(updatePipeline(admin, pipeline.id, body(open, other))).rejects.toMatchObject({
        code: 'bad_request',
        details: { fields: [{ path }] },
      }),
    )
    expect(log).toEqual([])
  })

  test('is stale, not found, or forbidden', async () => {
    const { ADMIN: admin, VIEWER: viewer } = await newTenant('ADMIN', 'VIEWER')
    const { ADMIN: stranger } = await newTenant('ADMIN')
    const { pipeline } = await newPipeline(admin)
    await expect(updatePipeline(stranger, pipeline.id, { name: 'x' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(updatePipeline(viewer, pipeline.id, { name: 'x' })).rejects.toMatchObject({ code: 'forbidden' })
    await updatePipeline(admin, pipeline.id, { name: 'Newer' }, 1)
    await expect(updatePipeline(admin, pipeline.id, { name: 'Mine' }, 1)).rejects.toMatchObject({
      code: 'stale',
      details: { current: { name: 'Newer', version: 2, stages: pipeline.stages } },
    })
    expect(await getPipeline(admin, pipeline.id)).toMatchObject({ name: 'Newer', version: 2 })
  })
})

describe('deletePipeline', () => {
  test('leaves everything in the log under one batch, whole', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const [{ pipeline, open, won }, other] = [await newPipeline(admin), await newPipeline(admin)]
    await createDeal(admin, { title: 'stays', stageId: other.open })
    const deal = await createDeal(admin, { title: 'a', stageId: open, amount: 12.5 })
    await createDeal(admin, { title: 'b', stageId: won })
    const log = await loggedBy(admin, () => deletePipeline(admin, pipeline.id, 1))
    const counted = log.map(({ entity, action }) => `${entity} ${action}`).toSorted()
    expect(counted).toEqual([...Array(2).fill('deal deleted'), 'pipeline deleted', ...Array(4).fill('stage deleted')])
    expect(new Set(log.map(({ batchId }) => batchId)).size).toBe(1)
    expect(log.find(({ entityId }) => entityId === deal.id)).toMatchObject({
      stageFrom: open,
      pipelineId: pipeline.id,
      before: { title: 'a', amountMinor: 1250, stageId: open, rank: expect.any(String), tenantId: admin.tenantId },
    })
    await expect(getPipeline(admin, pipeline.id)).rejects.toMatchObject({ code: 'not_found' })
    expect(await titles(admin, other.pipeline.id, other.open)).toEqual(['stays'])
  })

  test('takes as many statements for 1,500 deals as for none', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const [empty, full] = [await newPipeline(admin), await newPipeline(admin)]
    await globalDb().execute(sql`
      insert into deals (tenant_id, id, pipeline_id, stage_id, rank, title, currency)
      select ${admin.tenantId}::uuid, gen_random_uuid(), ${full.pipeline.id}::uuid, ${full.open}::uuid, 'a' || n, 'deal', 'USD'
      from generate_series(1, 1500) n`)
    const forNone = await countStatements(() => deletePipeline(admin, empty.pipeline.id))
    const forMany = await countStatements(() => deletePipeline(admin, full.pipeline.id))
    expect(forMany).toBe(forNone)
    expect(forMany).toBeGreaterThan(3)
    expect(forMany).toBeLessThan(10)
    const log = await logOf(admin)
    expect(log.filter(({ entity, action }) => entity === 'deal' && action === 'deleted')).toHaveLength(1500)
  })

  test('moving 1,500 deals out of a stage takes a bounded number of statements too', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { pipeline, open, second } = await newPipeline(admin)
    await globalDb().execute(sql`
      insert into deals (tenant_id, id, pipeline_id, stage_id, rank, title, currency)
      select ${admin.tenantId}::uuid, gen_random_uuid(), ${pipeline.id}::uuid, ${open}::uuid, 'a' || n, 'deal', 'USD'
      from generate_series(1, 1500) n`)
    const body = { stages: inputs(pipeline).slice(1), moveDealsTo: second }
    const statements = await countStatements(() => updatePipeline(admin, pipeline.id, body))
    expect(statements).toBeGreaterThan(5)
    expect(statements).toBeLessThan(60)
    expect(await globalDb().$count(deals as PgTable, eq(deals.stageId, second))).toBe(1500)
  })

  test('is stale, not found, or forbidden', async () => {
    const { ADMIN: admin, VIEWER: viewer } = await newTenant('ADMIN', 'VIEWER')
    const { ADMIN: stranger } = await newTenant('ADMIN')
    const { pipeline } = await newPipeline(admin)
    const log = await loggedBy(admin, async () => {
      await expect(deletePipeline(stranger, pipeline.id)).rejects.toMatchObject({ code: 'not_found' })
      await expect(deletePipeline(viewer, pipeline.id)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(deletePipeline(admin, pipeline.id, 2)).rejects.toMatchObject({ code: 'stale' })
    })
    expect(log).toEqual([])
    expect(await getPipeline(admin, pipeline.id)).toEqual(pipeline)
  })

  test('and the last deals coming in at the same moment leave nothing behind', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const [{ pipeline, open, second }, other] = [await newPipeline(admin), await newPipeline(admin)]
    const comers = await Promise.all(
      Array.from({ length: 6 }, () => createDeal(admin, { title: 'comes', stageId: other.open })),
    )
    const work = await Promise.allSettled([
      ...comers.map(({ id }) => updateDeal(admin, id, { stageId: open })),
      deletePipeline(admin, pipeline.id),
      ...Array.from({ length: 6 }, () => createDeal(admin, { title: 'new', stageId: second })),
    ])
    expect(work[6]).toMatchObject({ status: 'fulfilled' })
    const refusals = work.filter((result) => result.status === 'rejected')
    for (const { reason } of refusals) expect(reason).toMatchObject({ code: 'bad_request' })
    expect(await globalDb().$count(deals as PgTable, eq(deals.pipelineId, pipeline.id))).toBe(0)
  })
})

/** Statements that `work` sends, except the announcement after the commit. */
async function countStatements(work: () => Promise<unknown>) {
  const sent = vi.spyOn(NoopLogger.prototype as Logger, 'logQuery')
  await work()
  const statements = sent.mock.calls.filter(([text]) => !text.includes('pg_notify'))
  sent.mockRestore()
  return statements.length
}

describe('the kind of a stage', () => {
  test('closes and reopens its deals when it changes, each with a row in the log', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { pipeline, open } = await newPipeline(admin)
    const { id } = await createDeal(admin, { title: 'Deal', stageId: open })
    const becomes = (kind: 'open' | 'won' | 'lost') =>
      updatePipeline(admin, pipeline.id, {
        stages: pipeline.stages.map((stage) => ({
          id: stage.id,
          name: stage.name,
          ...(stage.id === open && { kind }),
        })),
      })
    const logged = await loggedBy(admin, () => becomes('won'))
    expect(logged).toContainEqual(
      expect.objectContaining({ entity: 'deal', entityId: id, action: 'updated', version: 2 }),
    )
    const { closedAt } = await getDeal(admin, id)
    expect(closedAt).toEqual(expect.any(String))
    await becomes('lost')
    expect(await getDeal(admin, id)).toMatchObject({ closedAt, version: 2 })
    await becomes('open')
    expect(await getDeal(admin, id)).toMatchObject({ closedAt: null, lostReason: null, version: 3 })
  })

  test('counts as it will be for the deals that a stage takes over in the same change', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { pipeline, open, second } = await newPipeline(admin)
    const { id } = await createDeal(admin, { title: 'Deal', stageId: open })
    const kept = pipeline.stages.filter((stage) => stage.id !== open)
    await updatePipeline(admin, pipeline.id, {
      stages: kept.map((stage) => ({ id: stage.id, name: stage.name, ...(stage.id === second && { kind: 'won' }) })),
      moveDealsTo: second,
    })
    expect(await getDeal(admin, id)).toMatchObject({ stageId: second, closedAt: expect.any(String) })
  })
})
