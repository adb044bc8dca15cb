import { and, count, eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { globalDb, withTenant } from '@/db/client'
import { deals } from '@/db/schema/deals'
import type { Actor } from '@/lib/auth/actor'
import { deleteLogged } from '@/lib/log/changes'
import { updatePipeline } from '@/lib/pipelines/commands'
import { newPipeline, newTenant } from '@/lib/testing/tenants'
import { createDeal, deleteDeal, updateDeal } from '../commands'
import { countDeals } from '../queries'
import { tallyDeals } from './tally'

async function counted(actor: Actor) {
  const rows = await globalDb()
    .select({
      stageId: deals.stageId,
      currency: deals.currency,
      deals: count(),
      priced: count(deals.amountMinor),
      minor: sql<string>`coalesce(sum(${deals.amountMinor}), 0)`,
      unrated: sql<string>`coalesce(sum(${deals.amountMinor}) filter (where ${deals.probability} is null), 0)`,
      weight: sql<string>`coalesce(sum(${deals.amountMinor} * ${deals.probability}), 0)`,
    })
    .from(deals)
    .where(and(eq(deals.tenantId, actor.tenantId)))
    .groupBy(deals.stageId, deals.currency)
  return inOrder(
    rows.map(({ stageId, currency, deals, priced, ...sums }) => [
      ...[stageId, currency, deals, priced],
      ...[sums.minor, sums.unrated, sums.weight],
    ]),
  )
}

async function tallied(actor: Actor) {
  const { stages } = await tallyDeals(actor)
  return inOrder(
    [...stages].flatMap(([stageId, sums]) =>
      [...sums].map(([currency, { deals, priced, minor, unratedMinor, weight }]) => [
        ...[stageId, currency, deals, priced],
        ...[minor, unratedMinor, weight],
      ]),
    ),
  )
}

const inOrder = (rows: unknown[][]) => rows.map((row) => row.join(' ')).toSorted()

test('is what SQL adds up after any writes, one after another or at once', async () => {
  const { ADMIN: admin } = await newTenant('ADMIN')
  const { pipeline } = await newPipeline(admin)
  const stages = pipeline.stages!.map(({ id }) => id)
  const ids: string[] = []
  const write = fc.record({
    kind: fc.constantFrom('create', 'move', 'edit', 'delete'),
    deal: fc.nat(),
    stage: fc.nat(),
    amount: fc.option(fc.integer({ min: 0, max: 999_999_999 })),
    currency: fc.constantFrom('USD', 'EUR', 'JPY'),
    probability: fc.option(fc.integer({ min: 0, max: 100 })),
  })
  type Write = typeof write extends fc.Arbitrary<infer T> ? T : never
  const apply = async ({ kind, deal, stage, amount, currency, probability }: Write) => {
    const id = ids[deal % Math.max(ids.length, 1)]
    const stageId = stages[stage % stages.length]!
    if (kind === 'create' || !id)
      ids.push((await createDeal(admin, { title: 'One', stageId, amount, currency, probability })).id)
    else if (kind === 'move') await updateDeal(admin, id, { stageId, amount, probability }).catch(() => {})
    else if (kind === 'edit') await updateDeal(admin, id, { amount, currency, probability }).catch(() => {})
    else await deleteDeal(admin, id).catch(() => {})
  }
  await fc.assert(
    fc.asyncProperty(fc.array(write, { maxLength: 12 }), fc.boolean(), async (writes, atOnce) => {
      if (atOnce) await Promise.all(writes.map(apply))
      else for (const each of writes) await apply(each)
      expect(await tallied(admin)).toEqual(await counted(admin))
      const own = eq(deals.tenantId, admin.tenantId)
      expect((await tallyDeals(admin)).deals).toBe(await globalDb().$count(deals, own))
    }),
    { numRuns: 40 },
  )
})

test('does not see what another transaction has not committed, nor miss it afterwards', async () => {
  const { ADMIN: admin } = await newTenant('ADMIN')
  const { open } = await newPipeline(admin)
  const { id } = await createDeal(admin, { title: 'Before', stageId: open })
  expect(await tallied(admin)).toEqual([`${open} USD 1 0 0 0 0`])
  await withTenant(admin, async (tx) => {
    const where = and(eq(deals.tenantId, admin.tenantId), eq(deals.id, id))!
    await deleteLogged(tx, admin, { entity: 'deal', table: deals, where })
    await createDeal(admin, { title: 'Meanwhile', stageId: open })
    expect(await tallied(admin)).toEqual([`${open} USD 2 0 0 0 0`])
    expect(await tallied(admin)).toEqual([`${open} USD 2 0 0 0 0`])
  })
  expect(await tallied(admin)).toEqual([`${open} USD 1 0 0 0 0`])
})

test('follows deals that move because their stage goes', async () => {
  const { ADMIN: admin } = await newTenant('ADMIN')
  const { pipeline, open } = await newPipeline(admin)
  for (const title of ['One', 'Two']) await createDeal(admin, { title, stageId: open })
  await tallyDeals(admin)
  const rest = pipeline.stages!.filter(({ id }) => id !== open)
  await updatePipeline(admin, pipeline.id, {
    stages: rest.map(({ id, name }) => ({ id, name })),
    moveDealsTo: rest[0]!.id,
  })
  expect(await countDeals(admin, [{ stageId: rest[0]!.id }])).toBe(2)
  expect(await countDeals(admin, [])).toBe(2)
})
