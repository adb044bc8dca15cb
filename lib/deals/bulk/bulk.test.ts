import { and, asc, eq } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { globalDb } from '@/db/client'
import { changes } from '@/db/schema/changes'
import { deals } from '@/db/schema/deals'
import type { Actor } from '@/lib/auth/actor'
import { listCards } from '@/lib/board/queries'
import { updatePipeline } from '@/lib/pipelines/commands'
import { newPipeline, newTenant } from '@/lib/testing/tenants'
import { createDeal, deleteDeal, updateDeal } from '../commands'
import { tallyDeals } from '../counting/tally'
import { getDeal } from '../queries'
import type { Deal } from '../schema'
import { undoBatch, undoChange } from '../undoing/undo'
import { changeDeals } from './bulk'

/** A pipeline with deals in its first stage, from top to bottom. */
async function boardOf(actor: Actor, ...titles: string[]) {
  const board = await newPipeline(actor)
  const made: Deal[] = []
  for (const title of titles.toReversed()) made.unshift(await createDeal(actor, { title, stageId: board.open }))
  const read = async (stageId: string) =>
    (await listCards(actor, board.pipeline.id, { stageId, take: 500 })).items.map(({ title }) => title)
  return { ...board, deals: made, named: made.map(({ id }) => ({ id })), read }
}

const logOf = (actor: Actor, batchId: string) =>
  globalDb()
    .select()
    .from(changes)
    .where(and(eq(changes.tenantId, actor.tenantId), eq(changes.batchId, batchId)))
    .orderBy(asc(changes.seq))

const content = ({ version: _, updatedAt: __, updatedByUserId: ___, ...rest }: Deal) => rest
const read = (actor: Actor, ids: string[]) => Promise.all(ids.map((id) => getDeal(actor, id)))

describe('changeDeals', () => {
  test('moves deals together to the place named, in the order given, as one batch', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { second, won, named, deals, read, pipeline } = await boardOf(admin, 'a', 'b', 'c', 'd')
    await updateDeal(admin, deals[1]!.id, { stageId: second })
    await updateDeal(admin, deals[3]!.id, { stageId: second })
    const order = [named[2]!, named[0]!]
    const { batchId, items } = await changeDeals(admin, { deals: order, stageId: second, afterId: named[3]!.id })
    expect(await read(second)).toEqual(['d', 'c', 'a', 'b'])
    expect(items).toEqual(order.map(({ id }) => ({ id, version: 2 })))
    expect(await logOf(admin, batchId!)).toMatchObject(
      order.map(({ id }) => ({ entityId: id, action: 'moved', version: 2, pipelineId: pipeline.id, stageTo: second })),
    )
    await changeDeals(admin, { deals: named, stageId: won, probability: 90 })
    expect(await read(won)).toEqual(['a', 'b', 'c', 'd'])
    expect(await getDeal(admin, named[0]!.id)).toMatchObject({ closedAt: expect.any(String), probability: 90 })
  })

  test('without a place those that are in the stage stay where they are', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { open, second, named, read } = await boardOf(admin, 'a', 'b', 'c')
    await updateDeal(admin, named[0]!.id, { stageId: second })
    const { items } = await changeDeals(admin, { deals: named, stageId: open })
    expect(await read(open)).toEqual(['a', 'b', 'c'])
    expect(items.map(({ version }) => version)).toEqual([3, 1, 1])
    expect((await changeDeals(admin, { deals: named, stageId: open })).batchId).toBeNull()
  })

  test('closes with a reason, and reopens', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { open, lost, named } = await boardOf(admin, 'a', 'b')
    await changeDeals(admin, { deals: named, stageId: lost, lostReason: 'Price' })
    expect(await getDeal(admin, named[1]!.id)).toMatchObject({ lostReason: 'Price', closedAt: expect.any(String) })
    await changeDeals(admin, { deals: named, stageId: open })
    expect(await getDeal(admin, named[1]!.id)).toMatchObject({ lostReason: null, closedAt: null })
  })

  test('adds and removes tags, whatever their case, up to what a deal may have', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { named } = await boardOf(admin, 'a', 'b')
    const tagsOf = async () =>
      (
        await read(
          admin,
          named.map(({ id }) => id),
        )
      ).map(({ tags }) => tags)
    await updateDeal(admin, named[0]!.id, { tags: ['Upsell', 'EMEA'] })
    const { items } = await changeDeals(admin, { deals: named, addTags: ['upsell', 'Hot'], removeTags: ['emea'] })
    expect(await tagsOf()).toEqual([
      ['Upsell', 'Hot'],
      ['upsell', 'Hot'],
    ])
    expect(items.map(({ version }) => version)).toEqual([3, 2])
    expect((await changeDeals(admin, { deals: named, addTags: ['HOT'] })).batchId).toBeNull()
    const many = Array.from({ length: 19 }, (_, i) => `t${i}`)
    await expect(changeDeals(admin, { deals: named, addTags: many })).rejects.toMatchObject({
      details: { fields: [{ path: 'addTags', message: 'would give “a” more than 20 tags' }] },
    })
  })

  test.each([
    ['deals.1.id', (id: string) => ({ deals: [{ id }], expectedCloseDate: '2027-01-31' })],
    ['stageId', (stageId: string) => ({ stageId })],
    ['beforeId', (beforeId: string) => ({ beforeId })],
    ['ownerId', (ownerId: string) => ({ ownerId })],
  ])('names %s when it is a stranger’s, and changes nothing', async (path, change) => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { ADMIN: other } = await newTenant('ADMIN')
    const { second, named, deals: made } = await boardOf(admin, 'a')
    const theirs = await boardOf(other, 'x')
    const ids = { 'deals.1.id': theirs.named[0]!.id, stageId: theirs.open, beforeId: theirs.named[0]!.id }
    const { deals = [], ...rest } = { deals: [], ...change(ids[path as 'stageId'] ?? other.userId) }
    const asked = { stageId: second, ...rest, deals: [...named, ...deals] }
    await expect(changeDeals(admin, asked)).rejects.toMatchObject({
      code: 'bad_request',
      details: { fields: [{ path }] },
    })
    expect(await getDeal(admin, named[0]!.id)).toEqual(made[0])
    expect(content(await getDeal(other, theirs.named[0]!.id))).toEqual(content(theirs.deals[0]!))
  })

  test('refuses all when one is stale, naming it and who changed it', async () => {
    const { ADMIN: admin, EMPLOYEE: rep } = await newTenant('ADMIN', 'EMPLOYEE')
    const { second, named, deals: made } = await boardOf(admin, 'Acme', 'Birch', 'Cedar')
    await updateDeal(rep, named[0]!.id, { probability: 10 })
    await updateDeal(rep, named[2]!.id, { title: 'Cedar', tags: ['Hot'] })
    const seen = made.map(({ id, version }) => ({ id, version }))
    await expect(changeDeals(admin, { deals: seen, stageId: second })).rejects.toMatchObject({
      code: 'stale',
      message: expect.stringContaining('Test EMPLOYEE changed “Acme” and “Cedar” meanwhile.'),
      details: {
        fields: [
          { path: 'deals.0.version', message: 'is 2 by now' },
          { path: 'deals.2.version', message: 'is 2 by now' },
        ],
        current: [
          { id: named[0]!.id, version: 2 },
          { id: named[2]!.id, version: 2 },
        ],
        changed: ['probability', 'tags'],
      },
    })
    expect(await getDeal(admin, named[1]!.id)).toEqual(made[1])
    await changeDeals(admin, { deals: [seen[1]!], stageId: second })
  })

  test('is forbidden to a viewer', async () => {
    const { ADMIN: admin, VIEWER: viewer } = await newTenant('ADMIN', 'VIEWER')
    const { named } = await boardOf(admin, 'a')
    await expect(changeDeals(viewer, { deals: named, probability: 1 })).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('asks what a stage asks for of each of them, and counts them against its limit', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { pipeline, open, second, won, named } = await boardOf(admin, 'a', 'b', 'c')
    const rules: Record<string, object> = {
      [open]: { requiredFields: ['probability'] },
      [second]: { wipLimit: 2, wipIsHard: true },
      [won]: { requiredFields: ['ownerId', 'expectedCloseDate'] },
    }
    await updateDeal(admin, named[1]!.id, { ownerId: admin.userId, probability: 5 })
    const stages = pipeline.stages!.map(({ id, name }) => ({ id, name, ...rules[id] }))
    await updatePipeline(admin, pipeline.id, { stages })
    const refused = (change: object, ...paths: string[]) =>
      expect(changeDeals(admin, { deals: named, ...change })).rejects.toMatchObject({
        code: 'rule_refused',
        details: { fields: paths.map((path) => expect.objectContaining({ path })) },
      })
    await refused({ stageId: second }, 'stageId')
    await refused({ probability: null }, 'deals.1.probability')
    await refused({ stageId: won, expectedCloseDate: '2027-01-31' }, 'deals.0.ownerId', 'deals.2.ownerId')
    await changeDeals(admin, { deals: named, stageId: won, expectedCloseDate: '2027-01-31', ownerId: admin.userId })
    await changeDeals(admin, { deals: named.slice(1), stageId: second })
    await refused({ stageId: second }, 'stageId')
  })

  test('finds room in a gap that is too crowded', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { open, second, named, read } = await boardOf(admin, 'a', 'b', 'c', 'd')
    const crowd = (title: string) =>
      globalDb()
        .update(deals)
        .set({ rank: 'a0V' })
        .where(and(eq(deals.tenantId, admin.tenantId), eq(deals.title, title)))
    await changeDeals(admin, { deals: named.slice(2), stageId: second })
    await crowd('a')
    await crowd('b')
    const [above, below] = (await read(open)) as [string, string]
    const neighbour = named['abcd'.indexOf(above)]!
    await changeDeals(admin, { deals: named.slice(2), stageId: open, afterId: neighbour.id })
    expect(await read(open)).toEqual([above, 'c', 'd', below])
  })

  test('takes a few statements for every fifty deals', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { pipeline, open, second, read } = await boardOf(admin)
    const ids = Array.from({ length: 1000 }, () => crypto.randomUUID())
    const title = (i: number) => String(i).padStart(3, '0')
    await globalDb()
      .insert(deals)
      .values(
        ids.map((id, i) => ({
          ...{ tenantId: admin.tenantId, id, pipelineId: pipeline.id, stageId: open },
          ...{ rank: `a${title(i)}V`, title: title(i), currency: 'USD', amountMinor: 100 },
        })),
      )
    const built = vi.spyOn(PgDialect.prototype, 'sqlToQuery')
    const statements = async (work: () => Promise<unknown>) => {
      built.mockClear()
      await work()
      return built.mock.calls.length
    }
    const move = (count: number, stageId: string) => () =>
      changeDeals(admin, { deals: ids.slice(0, count).map((id) => ({ id })), stageId, ownerId: admin.userId })
    await move(10, second)()
    const few = await statements(move(10, open))
    expect(few).toBeLessThan(10)
    let batchId: string | null = null
    expect(await statements(async () => ({ batchId } = await move(1000, second)()))).toBeLessThanOrEqual(20 * few)
    expect((await read(second)).slice(0, 3)).toEqual(['000', '001', '002'])
    expect((await tallyDeals(admin)).stages.get(second)?.get('USD')).toMatchObject({ deals: 1000, minor: 100_000n })
    expect(await logOf(admin, batchId!)).toHaveLength(1000)
    expect(await statements(() => undoBatch(admin, batchId!))).toBeLessThan(20 * 10)
    expect(await read(second)).toEqual([])
    built.mockRestore()
  })
})

describe('undoBatch', () => {
  const change = (stages: string[], lost: string) =>
    fc
      .record(
        {
          stageId: fc.constantFrom(...stages),
          probability: fc.option(fc.nat(100)),
          expectedCloseDate: fc.option(fc.constant('2027-01-31')),
          lostReason: fc.constantFrom('Price', null),
        },
        { requiredKeys: [] },
      )
      .map((given) => ({ ...given, ...(given.lostReason && { stageId: lost }) }))

  test('many at once are what each alone would be; taken back, all is as it was', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { pipeline, lost } = await newPipeline(admin)
    const stages = pipeline.stages!.map(({ id }) => id)
    const stage = fc.constantFrom(...stages)
    await fc.assert(
      fc.asyncProperty(fc.array(stage, { minLength: 1, maxLength: 6 }), change(stages, lost), async (from, change) => {
        fc.pre(Object.keys(change).length > 0)
        const make = (stageId: string) =>
          createDeal(admin, { title: 'Deal', stageId, lostReason: stageId === lost ? 'Budget' : null })
        const [together, alone] = [await Promise.all(from.map(make)), await Promise.all(from.map(make))]
        const ids = together.map(({ id }) => id)
        const { batchId } = await changeDeals(admin, { deals: ids.map((id) => ({ id })), ...change })
        const single = []
        for (const { id } of alone) single.push(await updateDeal(admin, id, change))
        const bulk = await read(admin, ids)
        const comparable = (deals: Deal[]) =>
          deals.map((deal) => {
            const { id: _, createdAt: __, stageEnteredAt: ___, closedAt, ...rest } = content(deal)
            return { ...rest, isClosed: closedAt !== null, version: deal.version }
          })
        expect(comparable(bulk)).toEqual(comparable(single))
        if (batchId) await undoBatch(admin, batchId)
        expect((await read(admin, ids)).map(content)).toEqual(together.map(content))
      }),
      { numRuns: 25 },
    )
  })

  test('is one batch, and what was deleted comes back in its place', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { open, named, deals: made, read: titles } = await boardOf(admin, 'a', 'b', 'c')
    const { batchId, items } = await changeDeals(admin, { deals: named.slice(1), delete: true })
    expect(items).toEqual(named.slice(1).map(({ id }) => ({ id, version: 1 })))
    expect(await titles(open)).toEqual(['a'])
    const undone = await undoBatch(admin, batchId!)
    expect(await titles(open)).toEqual(['a', 'b', 'c'])
    expect(
      (
        await read(
          admin,
          named.map(({ id }) => id),
        )
      ).map(content),
    ).toEqual(made.map(content))
    expect(await logOf(admin, undone.batchId!)).toMatchObject([
      { action: 'created', via: 'undo', version: 2, stageTo: open },
      { action: 'created', via: 'undo', version: 2, stageTo: open },
    ])
    expect((await tallyDeals(admin)).stages.get(open)?.get('USD')).toMatchObject({ deals: 3 })
  })

  test('is refused when somebody changed one of them since, and none is taken back', async () => {
    const { ADMIN: admin, EMPLOYEE: rep } = await newTenant('ADMIN', 'EMPLOYEE')
    const { second, won, named, read: titles } = await boardOf(admin, 'Acme', 'Birch', 'Cedar')
    const { batchId } = await changeDeals(admin, { deals: named, stageId: second })
    await updateDeal(rep, named[1]!.id, { stageId: won })
    await deleteDeal(admin, named[2]!.id)
    await expect(undoBatch(admin, batchId!)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/Test EMPLOYEE moved “Birch”.* since then\. Nothing was taken back\./),
    })
    await expect(undoBatch(admin, batchId!)).rejects.toMatchObject({
      message: expect.stringContaining('You deleted “Cedar”'),
    })
    expect(await titles(second)).toEqual(['Acme'])
    await undoChange(admin, named[1]!.id, { version: 3, deleted: false })
    await undoChange(admin, named[2]!.id, { version: 2, deleted: true })
    await undoBatch(admin, batchId!)
    expect(await titles(second)).toEqual([])
    await expect(undoBatch(admin, batchId!)).rejects.toMatchObject({ message: /taken back already/ })
  })

  test('is not found to strangers, forbidden to a viewer, and no way to take back what was done to a pipeline', async () => {
    const { ADMIN: admin, VIEWER: viewer } = await newTenant('ADMIN', 'VIEWER')
    const { ADMIN: stranger } = await newTenant('ADMIN')
    const { named } = await boardOf(admin, 'a')
    const { batchId } = await changeDeals(admin, { deals: named, probability: 1 })
    await expect(undoBatch(stranger, batchId!)).rejects.toMatchObject({ code: 'not_found' })
    await expect(undoBatch(admin, crypto.randomUUID())).rejects.toMatchObject({ code: 'not_found' })
    await expect(undoBatch(viewer, batchId!)).rejects.toMatchObject({ code: 'forbidden' })
    const undone = await undoBatch(admin, batchId!)
    await expect(undoBatch(admin, undone.batchId!)).rejects.toMatchObject({ code: 'not_found' })
    const [created] = await globalDb()
      .select()
      .from(changes)
      .where(and(eq(changes.tenantId, admin.tenantId), eq(changes.entity, 'pipeline')))
    await expect(undoBatch(admin, created!.batchId!)).rejects.toMatchObject({ code: 'not_found' })
  })
})
