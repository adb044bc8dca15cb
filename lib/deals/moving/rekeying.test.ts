import { and, asc, eq } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { globalDb } from '@/db/client'
import { changes } from '@/db/schema/changes'
import { deals } from '@/db/schema/deals'
import type { Actor } from '@/lib/auth/actor'
import { listCards } from '@/lib/board/queries'
import { newPipeline, newTenant } from '@/lib/testing/tenants'
import { changeDeals } from '../bulk/bulk'
import { createDeal, deleteDeal, updateDeal } from '../commands'
import { getDeal } from '../queries'
import { redoChange, undoBatch, undoChange } from '../undoing/undo'
import { ranksBetween } from './rank'
import { rekeyed } from './rekeying'

/** Drops into one gap that are more than it has keys: each takes one or two bits of some 290. */
const MANY = 320
const LONG = 60_000

const crowd = async (actor: Actor, stageId: string, afterId: string) => {
  for (let i = 0; i < MANY; i++) await createDeal(actor, { title: `new ${i}`, stageId, afterId })
}

const titles = async (actor: Actor, pipelineId: string, stageId: string) =>
  (await listCards(actor, pipelineId, { stageId, take: 500 })).items.map(({ title }) => title)

const logOf = (actor: Actor, entityId: string) =>
  globalDb()
    .select()
    .from(changes)
    .where(and(eq(changes.tenantId, actor.tenantId), eq(changes.entityId, entityId)))
    .orderBy(asc(changes.seq))

/** Creates a stage with cards of these titles from the top. */
async function column(...names: string[]) {
  const { ADMIN: admin, EMPLOYEE: rep } = await newTenant('ADMIN', 'EMPLOYEE')
  const { pipeline, open, second } = await newPipeline(admin)
  const ids: Record<string, string> = {}
  for (const title of names.toReversed()) ids[title] = (await createDeal(rep, { title, stageId: open })).id
  return { admin, rep, pipeline, open, second, ids }
}

test(
  'room for more below a card is no change of its neighbours: undo and their versions stay',
  async () => {
    const { admin, rep, pipeline, open, second, ids } = await column('a', 'b', 'c')
    const b = await updateDeal(rep, ids.b!, { stageId: second })
    const back = await updateDeal(rep, ids.b!, { stageId: open, afterId: ids.a! })
    await crowd(admin, open, ids.a!)
    const fresh = Array.from({ length: MANY }, (_, i) => `new ${MANY - 1 - i}`)
    expect(await titles(admin, pipeline.id, open)).toEqual(['a', ...fresh, 'b', 'c'])
    for (const [title, version] of Object.entries({ a: 1, b: 3, c: 1 })) {
      expect(await logOf(admin, ids[title]!)).toHaveLength(version)
      expect(await getDeal(admin, ids[title]!)).toMatchObject({ version, updatedByUserId: rep.userId })
    }
    expect((await getDeal(admin, ids.b!)).updatedAt).toBe(back.updatedAt)
    expect(await updateDeal(admin, ids.a!, { probability: 5 }, 1)).toMatchObject({ version: 2 })
    await expect(updateDeal(admin, ids.a!, { probability: 6 }, 1)).rejects.toMatchObject({
      details: { changed: ['probability'] },
    })
    expect((await undoChange(rep, ids.b!, { version: back.version, deleted: false })).deal).toMatchObject({
      stageId: b.stageId,
    })
  },
  LONG,
)

test(
  'room is logged once, as moving within the stage that nobody did and that is no version of it',
  async () => {
    const { admin, open, ids } = await column('a', 'b')
    await crowd(admin, open, ids.a!)
    const [created, ...rekeyings] = await logOf(admin, open)
    expect(created).toMatchObject({ action: 'created', version: 1 })
    expect(rekeyings.length).toBeGreaterThan(0)
    for (const row of rekeyings)
      expect(row).toMatchObject({ entity: 'stage', action: 'moved', version: 1, actorId: null, via: 'system' })
  },
  LONG,
)

test(
  'what was moved away or deleted comes back between its neighbours, whatever ranks they have by then',
  async () => {
    const { admin, rep, pipeline, open, second, ids } = await column('a', 'gone', 'b', 'moved', 'one', 'two', 'c', 'd')
    const { version } = await updateDeal(rep, ids.moved!, { stageId: second })
    const { batchId } = await changeDeals(rep, { deals: [{ id: ids.one! }, { id: ids.two! }], stageId: second })
    await deleteDeal(rep, ids.gone!)
    await crowd(admin, open, ids.c!)
    await undoBatch(rep, batchId!)
    await undoChange(rep, ids.moved!, { version, deleted: false })
    await undoChange(rep, ids.gone!, { version: 1, deleted: true })
    const all = await titles(admin, pipeline.id, open)
    expect(all.slice(0, 7)).toEqual(['a', 'gone', 'b', 'moved', 'one', 'two', 'c'])
    expect(all.at(-1)).toBe('d')
  },
  LONG,
)

test(
  'what is redone stands between the cards that it stood between, whatever ranks they have by then',
  async () => {
    const { admin, rep, pipeline, open, ids } = await column('moved', 'a', 'b', 'c', 'd')
    const change = await updateDeal(rep, ids.moved!, { stageId: open, afterId: ids.c! })
    await undoChange(rep, ids.moved!, { version: change.version, deleted: false })
    await crowd(admin, open, ids.b!)
    await redoChange(rep, ids.moved!, { version: change.version, deleted: false })
    const all = await titles(admin, pipeline.id, open)
    expect(all[0]).toBe('a')
    expect(all.slice(-3)).toEqual(['c', 'moved', 'd'])
  },
  LONG,
)

test('deals that needed room themselves go back to their places too', async () => {
  const { rep, pipeline, open, ids } = await column('a', 'b', 'mine', 'other', 'c')
  const setRank = (title: string, rank: string) =>
    globalDb()
      .update(deals)
      .set({ rank })
      .where(and(eq(deals.tenantId, rep.tenantId), eq(deals.id, ids[title]!)))
  const crowded = async () => {
    for (const [title, rank] of Object.entries({ a: 'a0V', b: 'a0V', mine: 'a0W', other: 'a0X', c: 'a0Y' }))
      await setRank(title, rank)
    return titles(rep, pipeline.id, open)
  }
  const before = await crowded()
  const afterId = ids[before[0]!]!
  const { version } = await updateDeal(rep, ids.mine!, { afterId })
  expect((await titles(rep, pipeline.id, open))[1]).toBe('mine')
  await undoChange(rep, ids.mine!, { version, deleted: false })
  expect(await titles(rep, pipeline.id, open)).toEqual(before)

  await crowded()
  const both = [{ id: ids.mine! }, { id: ids.other! }]
  const { batchId } = await changeDeals(rep, { deals: both, stageId: open, afterId })
  expect((await titles(rep, pipeline.id, open)).slice(1, 3)).toEqual(['mine', 'other'])
  await undoBatch(rep, batchId!)
  expect(await titles(rep, pipeline.id, open)).toEqual(before)
})

test('a rank that nobody has any more keeps its place among those that got new ones', () => {
  const all = ranksBetween(null, null, 60)
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(59), { minLength: 3, maxLength: 20 }),
      fc.uniqueArray(fc.nat(59), { minLength: 1, maxLength: 8 }),
      fc.boolean(),
      (cards, places, isWholeStage) => {
        const before = all.filter((_, i) => cards.includes(i))
        const [lower, upper] = isWholeStage ? [null, null] : [before.shift()!, before.pop()!]
        const after = ranksBetween(lower, upper, before.length)
        const rekeying = { seq: 1, stageId: '', before: [lower, ...before, upper], after: [lower, ...after, upper] }
        const others = all.filter((_, i) => places.includes(i) && !cards.includes(i))
        const ranks = others.map((rank) => rekeyed(rank, rekeying))
        const above = (cards: string[], rank: string) => cards.filter((card) => card < rank).length
        expect(ranks.map((rank) => above(after, rank))).toEqual(others.map((rank) => above(before, rank)))
        expect(ranks).toEqual([...new Set(ranks)].sort())
        const isBeyond = (rank: string) => lower !== null && (rank < lower || rank > upper!)
        for (const [i, rank] of others.entries()) if (isBeyond(rank)) expect(ranks[i]).toBe(rank)
      },
    ),
  )
})
