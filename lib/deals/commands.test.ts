import { and, asc, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { globalDb } from '@/db/client'
import { changes } from '@/db/schema/changes'
import type { Actor } from '../auth/actor'
import { listCards } from '../board/queries'
import { newPipeline, newTenant } from '../testing/tenants'
import { createDeal, deleteDeal, updateDeal } from './commands'
import { getDeal } from './queries'
import { undoChange } from './undoing/undo'

const logOf = (actor: Actor, id: string) =>
  globalDb()
    .select()
    .from(changes)
    .where(and(eq(changes.tenantId, actor.tenantId), eq(changes.entityId, id)))
    .orderBy(asc(changes.seq))

const order = async (actor: Actor, pipelineId: string, stageId: string) =>
  (await listCards(actor, pipelineId, { stageId, take: 500 })).items.map((card) => card.title)

describe('createDeal', () => {
  test('lands on top of its stage with the pipeline’s currency, and is logged whole', async () => {
    const { EMPLOYEE: rep } = await newTenant('EMPLOYEE')
    const { pipeline, open } = await newPipeline(rep)
    await createDeal(rep, { title: 'First', stageId: open })
    const deal = await createDeal(rep, { title: 'Second', stageId: open, amount: '1200.5' })
    expect(deal).toMatchObject({ amount: 1200.5, currency: 'USD', pipelineId: pipeline.id, version: 1, closedAt: null })
    expect(await order(rep, pipeline.id, open)).toEqual(['Second', 'First'])
    expect(await logOf(rep, deal.id)).toMatchObject([
      {
        action: 'created',
        actorId: rep.userId,
        via: 'api',
        stageTo: open,
        after: { title: 'Second', amountMinor: 120050 },
      },
    ])
  })

  test('is refused to a viewer', async () => {
    const { VIEWER: viewer, ADMIN: admin } = await newTenant('VIEWER', 'ADMIN')
    const { open } = await newPipeline(admin)
    await expect(createDeal(viewer, { title: 'No', stageId: open })).rejects.toMatchObject({ code: 'forbidden' })
  })

  test.each(['stageId', 'clientId', 'ownerId', 'organizationId', 'beforeId'] as const)(
    'names %s when it belongs to nobody here',
    async (field) => {
      const { ADMIN: admin } = await newTenant('ADMIN')
      const { open } = await newPipeline(admin)
      const stranger = crypto.randomUUID()
      await expect(createDeal(admin, { title: 'No', stageId: open, [field]: stranger })).rejects.toMatchObject({
        code: 'bad_request',
        details: { fields: [{ path: field }] },
      })
    },
  )

  test('refuses more decimals than the currency has', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { open } = await newPipeline(admin)
    const refusal = { code: 'bad_request', details: { fields: [{ path: 'amount' }] } }
    await expect(createDeal(admin, { title: 'No', stageId: open, amount: 1.005 })).rejects.toMatchObject(refusal)
    await expect(createDeal(admin, { title: 'No', stageId: open, amount: 1.5, currency: 'JPY' })).rejects.toMatchObject(
      refusal,
    )
  })
})

describe('updateDeal', () => {
  test('moves to a won stage and back: closes, reopens, and logs both stages', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { open, won, lost } = await newPipeline(admin)
    const deal = await createDeal(admin, { title: 'Deal', stageId: open })
    const closed = await updateDeal(admin, deal.id, { stageId: won })
    expect(closed).toMatchObject({ stageId: won, version: 2, closedAt: expect.any(String) })
    const lostDeal = await updateDeal(admin, deal.id, { stageId: lost, lostReason: 'Price' })
    expect(lostDeal).toMatchObject({ lostReason: 'Price', closedAt: expect.any(String) })
    expect(await updateDeal(admin, deal.id, { stageId: open })).toMatchObject({ closedAt: null, lostReason: null })
    expect((await logOf(admin, deal.id)).map(({ action, stageFrom, stageTo }) => [action, stageFrom, stageTo])).toEqual(
      [
        ['created', null, open],
        ['moved', open, won],
        ['moved', won, lost],
        ['moved', lost, open],
      ],
    )
  })

  test('places above and below neighbours, and at the top without one', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { pipeline, open, second } = await newPipeline(admin)
    const [a, b, c] = [
      await createDeal(admin, { title: 'a', stageId: open }),
      await createDeal(admin, { title: 'b', stageId: second }),
      await createDeal(admin, { title: 'c', stageId: second }),
    ]
    await updateDeal(admin, a.id, { stageId: second, afterId: c.id })
    expect(await order(admin, pipeline.id, second)).toEqual(['c', 'a', 'b'])
    await updateDeal(admin, b.id, { beforeId: a.id })
    expect(await order(admin, pipeline.id, second)).toEqual(['c', 'b', 'a'])
    await updateDeal(admin, a.id, { stageId: open })
    await updateDeal(admin, a.id, { stageId: second })
    expect(await order(admin, pipeline.id, second)).toEqual(['a', 'c', 'b'])
  })

  test('goes to the top when the neighbour has left the stage meanwhile', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { pipeline, open, second, won } = await newPipeline(admin)
    const deal = await createDeal(admin, { title: 'deal', stageId: open })
    await createDeal(admin, { title: 'other', stageId: second })
    const gone = await createDeal(admin, { title: 'gone', stageId: won })
    await updateDeal(admin, deal.id, { stageId: second, afterId: gone.id })
    expect(await order(admin, pipeline.id, second)).toEqual(['deal', 'other'])
  })

  test('stays in one order and bounds the keys through 300 drops into the same gap', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { pipeline, open } = await newPipeline(admin)
    const top = await createDeal(admin, { title: 'top', stageId: open })
    const bottom = await createDeal(admin, { title: 'bottom', stageId: open, afterId: top.id })
    const titles: string[] = []
    for (let i = 0; i < 300; i++) {
      await createDeal(admin, { title: String(i), stageId: open, afterId: top.id })
      titles.unshift(String(i))
    }
    const { items } = await listCards(admin, pipeline.id, { stageId: open, take: 500 })
    expect(items.map((card) => card.title)).toEqual(['top', ...titles, 'bottom'])
    expect(Math.max(...items.map((card) => card.rank.length))).toBeLessThanOrEqual(60)
    expect((await getDeal(admin, bottom.id)).stageId).toBe(open)
  })

  test('writes nothing when nothing differs', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { open } = await newPipeline(admin)
    const deal = await createDeal(admin, { title: 'Deal', stageId: open, amount: 10 })
    const again = await updateDeal(admin, deal.id, { title: 'Deal', stageId: open, amount: '10.00', ownerId: null })
    expect(again).toEqual(deal)
    expect(await logOf(admin, deal.id)).toHaveLength(1)
  })

  test('refuses a stale version with the current state, and changes nothing', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { open } = await newPipeline(admin)
    const deal = await createDeal(admin, { title: 'Deal', stageId: open })
    await updateDeal(admin, deal.id, { title: 'Newer' }, 1)
    await expect(updateDeal(admin, deal.id, { title: 'Mine' }, 1)).rejects.toMatchObject({
      code: 'stale',
      details: { current: { title: 'Newer', version: 2 }, changed: ['title'] },
    })
    expect(await getDeal(admin, deal.id)).toMatchObject({ title: 'Newer', version: 2 })
  })

  test('says of a stale version which fields were changed since, by their names in the API', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { open, second, won } = await newPipeline(admin)
    const { id } = await createDeal(admin, { title: 'Deal', stageId: open })
    const below = await createDeal(admin, { title: 'Below', stageId: open })
    await updateDeal(admin, id, { amount: 5, expectedCloseDate: '2031-05-17', isArchived: true })
    await updateDeal(admin, id, { stageId: open, afterId: below.id })
    await updateDeal(admin, id, { stageId: won })
    await deleteDeal(admin, id)
    await undoChange(admin, id, { version: 4, deleted: true })
    const changedSince = async (...seen: number[]) => {
      const refusals = [updateDeal(admin, id, { stageId: second }, seen), deleteDeal(admin, id, seen)]
      const [first, last] = await Promise.all(
        refusals.map((refusal) => refusal.catch((error) => error.details.changed)),
      )
      expect(first).toEqual(last)
      return first
    }
    const moved = ['stageId', 'stageEnteredAt', 'closedAt', 'place']
    expect(await changedSince(4)).toEqual([])
    expect(await changedSince(3)).toEqual(moved)
    expect(await changedSince(2)).toEqual(moved)
    const edited = ['amount', 'expectedCloseDate', 'isArchived']
    expect(new Set(await changedSince(3, 1, 9))).toEqual(new Set([...moved, ...edited]))
  })

  test('is not found from another tenant, and forbidden to a viewer', async () => {
    const { ADMIN: admin, VIEWER: viewer } = await newTenant('ADMIN', 'VIEWER')
    const { ADMIN: stranger } = await newTenant('ADMIN')
    const { open } = await newPipeline(admin)
    const deal = await createDeal(admin, { title: 'Deal', stageId: open })
    await expect(updateDeal(stranger, deal.id, { title: 'x' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(updateDeal(viewer, deal.id, { title: 'x' })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(deleteDeal(stranger, deal.id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(deleteDeal(viewer, deal.id)).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('keeps the amount when the currency changes, and refuses one that cannot', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { open } = await newPipeline(admin)
    const deal = await createDeal(admin, { title: 'Deal', stageId: open, amount: 10.5 })
    await expect(updateDeal(admin, deal.id, { currency: 'JPY' })).rejects.toMatchObject({ code: 'bad_request' })
    expect(await updateDeal(admin, deal.id, { currency: 'KWD' })).toMatchObject({ amount: 10.5, currency: 'KWD' })
  })
})

test('deleteDeal leaves the whole deal in the log', async () => {
  const { ADMIN: admin } = await newTenant('ADMIN')
  const { open } = await newPipeline(admin)
  const deal = await createDeal(admin, { title: 'Deal', stageId: open, amount: 12 })
  await expect(deleteDeal(admin, deal.id, 7)).rejects.toMatchObject({ code: 'stale' })
  await deleteDeal(admin, deal.id, 1)
  await expect(getDeal(admin, deal.id)).rejects.toMatchObject({ code: 'not_found' })
  expect((await logOf(admin, deal.id)).at(-1)).toMatchObject({
    action: 'deleted',
    stageFrom: open,
    before: { id: deal.id, title: 'Deal', amountMinor: 1200, stageId: open, createdByUserId: admin.userId },
  })
})
