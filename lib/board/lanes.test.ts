import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '../auth/actor'
import { createContact } from '../contacts/commands'
import { createDeal } from '../deals/commands'
import { newPipeline, newTenant } from '../testing/tenants'
import { unpack } from './board-format'
import { getBoard } from './get-board'
import { getTotals, listCards } from './queries'
import { CardQuery, type ColumnTotals, type Lanes } from './schema'

let admin: Actor
let member: Actor
let stranger: Actor
let pipelineId: string
let open: string
let second: string
let acme: string

beforeAll(async () => {
  ;({ ADMIN: admin, EMPLOYEE: member } = await newTenant('ADMIN', 'EMPLOYEE'))
  ;({ ADMIN: stranger } = await newTenant('ADMIN'))
  const made = await newPipeline(admin)
  ;({ open, second } = made)
  pipelineId = made.pipeline.id
  acme = (await createContact(admin, { name: 'Acme' })).id
  const zinc = (await createContact(admin, { name: 'Zinc' })).id
  const deal = (title: string, fields: object) => createDeal(admin, { title, stageId: open, ...fields } as never)
  await deal('Lights', { clientId: zinc, amount: 100, ownerId: admin.userId })
  await deal('Floor', { clientId: acme, amount: 20, ownerId: admin.userId, stageId: second })
  await deal('Roof', { clientId: acme, amount: 7, currency: 'JPY', ownerId: member.userId })
  await deal('Door', { ownerId: null })
})

const read = async (lanes: 'owner' | 'client', actor = admin) => (await getTotals(actor, pipelineId, { lanes })).lanes!
const counts = ({ totals }: Lanes['items'][number]) => totals.map(({ count }) => count)

test('each owner’s deals are counted by stage, and those of nobody last', async () => {
  const { by, items, more } = await read('owner')
  expect([by, more]).toEqual(['owner', 0])
  expect(items.at(-1)).toMatchObject({ id: null, name: null })
  expect(counts(items.at(-1)!).slice(0, 2)).toEqual([1, 0])
  const own = items.find(({ id }) => id === admin.userId)!
  expect(counts(own).slice(0, 2)).toEqual([1, 1])
  expect(own.totals[0]!.sums).toEqual([{ currency: 'USD', amount: '100.00', weighted: expect.any(String) }])
})

test('clients stand by their names', async () => {
  expect((await read('client')).items.map(({ name }) => name)).toEqual(['Acme', 'Zinc', null])
})

test('lanes add up to the stages, in the board as in the totals, under any filter', async () => {
  for (const filter of [{}, { owner: ['none'] }, { client: [acme] }, { q: 'nothing like it' }])
    for (const lanes of ['owner', 'client'] as const) {
      const board = unpack(await getBoard(admin, pipelineId, filter, { lanes }))
      const totals = await getTotals(admin, pipelineId, { ...filter, lanes })
      expect(board.lanes).toEqual(totals.lanes)
      expect(board.totals).toEqual(totals.items)
      expect(Object.values(board.columns).flatMap(({ items }) => items)).toEqual([])
      for (const [i, stage] of totals.items.entries()) {
        const cells: ColumnTotals[] = totals.lanes!.items.map((lane) => lane.totals[i]!)
        expect(cells.reduce((sum, { count }) => sum + count, 0)).toBe(stage.count)
        expect(cells.reduce((sum, { withoutAmount }) => sum + withoutAmount, 0)).toBe(stage.withoutAmount)
      }
    }
})

test('a lane’s cards are those of its owner or client', async () => {
  const titles = async (query: object) =>
    (await listCards(admin, pipelineId, CardQuery.parse(query))).items.map(({ title }) => title)
  expect(await titles({ stageId: open, owner: 'none' })).toEqual(['Door'])
  expect(await titles({ stageId: second, client: acme })).toEqual(['Floor'])
})

test('the largest are shown and the others counted', async () => {
  const { pipeline, ...made } = await newPipeline(admin)
  for (let i = 0; i < 53; i++) {
    const { id: clientId } = await createContact(admin, { name: `Client ${i}` })
    for (let n = 0; n < (i < 5 ? 1 : 2); n++)
      await createDeal(admin, { title: 'Deal', stageId: made.open, clientId } as never)
  }
  const { items, more } = (await getTotals(admin, pipeline.id, { lanes: 'client' })).lanes!
  expect([items.length, more]).toEqual([50, 3])
  expect(items.filter(({ totals }) => totals[0]!.count === 1)).toHaveLength(2)
})

test('another tenant finds no pipeline, and nobody a name that they may not see', async () => {
  await expect(getTotals(stranger, pipelineId, { lanes: 'client' })).rejects.toMatchObject({ code: 'not_found' })
  await expect(getBoard(stranger, pipelineId, {}, { lanes: 'owner' })).rejects.toMatchObject({ code: 'not_found' })
  const blind = { ...admin, permissions: new Set(['VIEW_SALES_PIPELINES' as const]) }
  const { items } = await read('client', blind as never)
  expect(items.map(({ name }) => name)).toEqual([null, null, null])
})
