import { expect, test } from 'vitest'
import { createDeal } from '../deals/commands'
import { newPipeline, newTenant } from '../testing/tenants'
import { FIRST_CARDS, unpack } from './board-format'
import { getBoard } from './get-board'
import { getTotals, listCards } from './queries'

test('totals count every deal and add up per currency, exactly', async () => {
  const { ADMIN: admin } = await newTenant('ADMIN')
  const { pipeline, open, won } = await newPipeline(admin)
  for (const amount of ['0.10', '0.20', '9999999999999.99', null])
    await createDeal(admin, { title: 'a', stageId: open, amount })
  await createDeal(admin, { title: 'b', stageId: open, amount: 5, currency: 'JPY' })
  const { items } = await getTotals(admin, pipeline.id)
  expect(items).toHaveLength(4)
  expect(items[0]).toEqual({
    stageId: open,
    count: 5,
    withoutAmount: 1,
    withoutProbability: 4,
    sums: [
      { currency: 'USD', amount: '10000000000000.29', weighted: '0.00' },
      { currency: 'JPY', amount: '5', weighted: '0' },
    ],
  })
  expect(items.find((totals) => totals.stageId === won)).toEqual({
    stageId: won,
    count: 0,
    withoutAmount: 0,
    withoutProbability: 0,
    sums: [],
  })
})

test('the first view holds the first cards of each stage and pages on from there without gap or repeat', async () => {
  const { ADMIN: admin } = await newTenant('ADMIN')
  const { pipeline, open, second } = await newPipeline(admin)
  for (let i = 0; i < 53; i++) await createDeal(admin, { title: String(i), stageId: open })
  await createDeal(admin, { title: 'alone', stageId: second })
  const board = unpack(await getBoard(admin, pipeline.id))
  const first = board.columns[open]!
  const rest = await listCards(admin, pipeline.id, { stageId: open, take: 100, after: first.next! })
  expect(first.items).toHaveLength(FIRST_CARDS)
  expect([...first.items, ...rest.items].map((card) => card.title)).toEqual(
    Array.from({ length: 53 }, (_, i) => String(52 - i)),
  )
  expect(rest.next).toBeNull()
  expect(board.columns[second]).toMatchObject({ items: [{ title: 'alone' }], next: null })
  expect(board.canEdit).toBe(true)
})

test('a pipeline of another tenant is not found, whatever is asked of it', async () => {
  const { ADMIN: admin } = await newTenant('ADMIN')
  const { ADMIN: stranger } = await newTenant('ADMIN')
  const { pipeline, open } = await newPipeline(admin)
  const { id } = await createDeal(admin, { title: 'mine', stageId: open })
  const missing = { code: 'not_found' }
  await expect(getBoard(stranger, pipeline.id)).rejects.toMatchObject(missing)
  await expect(getTotals(stranger, pipeline.id)).rejects.toMatchObject(missing)
  await expect(listCards(stranger, pipeline.id, { ids: [id], take: 100 })).rejects.toMatchObject(missing)
})
