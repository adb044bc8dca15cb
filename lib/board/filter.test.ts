import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { globalDb } from '@/db/client'
import { deals } from '@/db/schema/deals'
import { pipelineStages } from '@/db/schema/pipelines'
import type { Actor } from '../auth/actor'
import { createContact } from '../contacts/commands'
import { createDeal } from '../deals/commands'
import { listDealsOfPipeline } from '../deals/queries'
import { DealQuery } from '../deals/schema'
import { DealFilter } from '../deals/searching/deal-filter'
import { newPipeline, newTenant } from '../testing/tenants'
import { unpack } from './board-format'
import { getBoard } from './get-board'
import { getTotals, listCards } from './queries'

let admin: Actor
let pipelineId: string
let open: string
let acme: string

beforeAll(async () => {
  ;({ ADMIN: admin } = await newTenant('ADMIN'))
  const made = await newPipeline(admin)
  ;({ open } = made)
  pipelineId = made.pipeline.id
  acme = (await createContact(admin, { name: 'Acme 100%' })).id
  await globalDb().execute(
    sql`update ${pipelineStages} set probability = 30, rotting_days = 10 where ${pipelineStages.id} = ${open}`,
  )
  const deal = (title: string, fields: object = {}, stageId = open) =>
    createDeal(admin, { title, stageId, ...fields } as never)
  await deal('Lights for the hall', { clientId: acme, amount: 1000, ownerId: admin.userId, probability: 80 })
  await deal('Hall floor', { amount: 20, tags: ['Upsell', 'EMEA'], expectedCloseDate: '2026-12-01' }, made.second)
  await deal('Yen', { tags: ['EMEA'], amount: 1000, currency: 'JPY', expectedCloseDate: '2026-12-31' })
  const dinars = await deal('Dinars', { amount: '0.500', currency: 'KWD' })
  const enteredAgo = (id: string, ago: string) =>
    globalDb().execute(sql`update ${deals} set stage_entered_at = now() - ${ago}::interval where ${deals.id} = ${id}`)
  await enteredAgo((await deal('Old 50_percent')).id, '240 hours')
  // Ten days by the calendar, but not in days of 24 hours, as cards count them.
  await enteredAgo(dinars.id, '239 hours 59 minutes')
})

/** Titles of the deals that match a filter, by each way to query. */
async function titles(query: Record<string, string>) {
  const filter = DealFilter.parse(query)
  const board = unpack(await getBoard(admin, pipelineId, filter))
  const seen = Object.values(board.columns).flatMap(({ items }) => items.map(({ title }) => title))
  const page = await listCards(admin, pipelineId, { stageId: open, take: 100, ...filter } as never)
  expect(page.items).toEqual(board.columns[open]!.items)
  const { items } = await getTotals(admin, pipelineId, filter)
  expect(items).toEqual(board.totals)
  expect(items.reduce((sum, { count }) => sum + count, 0)).toBe(seen.length)
  const listed = await listDealsOfPipeline(admin, pipelineId, DealQuery.parse({ where: query }))
  expect(listed.items.map(({ title }) => title)).toEqual(seen)
  expect(listed.total).toBe(seen.length)
  return seen.sort()
}

const all = ['Dinars', 'Hall floor', 'Lights for the hall', 'Old 50_percent', 'Yen']

test.each<[string, Record<string, string>, string[]]>([
  ['nothing asked for', {}, all],
  ['a word in any case', { q: 'HALL' }, ['Hall floor', 'Lights for the hall']],
  ['every word, in any order', { q: ' hall  light ' }, ['Lights for the hall']],
  ['the name of the client', { q: 'acme hall' }, ['Lights for the hall']],
  ['signs that mean something to LIKE', { q: '50_' }, ['Old 50_percent']],
  ['a percent sign', { q: '0%' }, ['Lights for the hall']],
  ['one owner', { owner: 'me' }, ['Lights for the hall']],
  ['no owner', { owner: 'none' }, ['Dinars', 'Hall floor', 'Old 50_percent', 'Yen']],
  ['an owner or none', { owner: 'me,none' }, all],
  ['no client', { client: 'none' }, ['Dinars', 'Hall floor', 'Old 50_percent', 'Yen']],
  [
    'an amount in the units of its currency',
    { minAmount: '20', maxAmount: '1000' },
    ['Hall floor', 'Lights for the hall', 'Yen'],
  ],
  ['a small amount', { maxAmount: '0.5' }, ['Dinars']],
  ['a day of closing', { closesFrom: '2026-12-01', closesTo: '2026-12-01' }, ['Hall floor']],
  ['from a day on', { closesFrom: '2026-12-02' }, ['Yen']],
  [
    'a probability, its own or the stage’s',
    { minProbability: '30', maxProbability: '79' },
    ['Dinars', 'Old 50_percent', 'Yen'],
  ],
  ['as old as its stage allows', { stale: 'true' }, ['Old 50_percent']],
  ['a tag', { tags: 'Upsell' }, ['Hall floor']],
  ['one of several tags', { tags: 'none, EMEA' }, ['Hall floor', 'Yen']],
  ['several at once', { q: 'hall', owner: 'none', minAmount: '1' }, ['Hall floor']],
])('%s', async (_name, query, expected) => expect(await titles(query)).toEqual(expected))

test('a client shows and is searched only by those who may see contacts', async () => {
  const blind = { ...admin, permissions: new Set([...admin.permissions].filter((it) => it !== 'ORG_CONTACT_VIEW')) }
  const found = unpack(await getBoard(blind, pipelineId, { q: 'acme' }))
  expect(found.columns[open]!.items).toEqual([])
})

test.each(['owner=you', 'minAmount=1e3', 'closesTo=soon', 'maxProbability=101', 'stale=no', 'q2=x'])(
  '%s is refused',
  (query) => expect(DealFilter.safeParse(Object.fromEntries(new URLSearchParams(query))).success).toBe(false),
)
