import { randomUUID } from 'node:crypto'
import { inArray, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { globalDb } from '@/db/client'
import { type DealRow, deals } from '@/db/schema/deals'
import { pipelineStages } from '@/db/schema/pipelines'
import type { Actor } from '@/lib/auth/actor'
import { listCards } from '@/lib/board/queries'
import { type Card, CardQuery } from '@/lib/board/schema'
import { createContact } from '@/lib/contacts/commands'
import { newPipeline, newTenant } from '@/lib/testing/tenants'
import { compareTexts } from '@/lib/values/alphabet'
import { listDeals } from '../queries'
import { DealQuery } from '../schema'
import { Sort } from './sort'

let admin: Actor
let owners: string[]
let ownerNames: Map<string, string>
let pipelineId: string
let stageIds: string[]
let clients: string[]

beforeAll(async () => {
  const { ADMIN, EMPLOYEE } = await newTenant('ADMIN', 'EMPLOYEE')
  admin = ADMIN
  owners = [ADMIN.userId, EMPLOYEE.userId]
  ownerNames = new Map([
    [ADMIN.userId, 'Test ADMIN'],
    [EMPLOYEE.userId, 'Test EMPLOYEE'],
  ])
  const { pipeline, open, second, won } = await newPipeline(admin)
  pipelineId = pipeline.id
  stageIds = [open, second, won]
  await globalDb()
    .update(pipelineStages)
    .set({ probability: 40 })
    .where(inArray(pipelineStages.id, [second]))
  clients = (await Promise.all(['birch', 'Acme', 'Ärzte'].map((name) => createContact(admin, { name })))).map(
    ({ id }) => id,
  )
})

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 2 })
const instant = fc.integer({ min: 0, max: 3 }).map((ms) => `2026-11-01T00:00:00.00${ms}Z`)
const word = fc.string({ unit: fc.constantFrom(...'aAbBzZäÄé 1'), minLength: 1, maxLength: 3 })

const someDeals = () =>
  fc.array(
    fc.record({
      title: word.map((text) => text.trim() || 'a'),
      rank: fc.constantFrom('a0V', 'a0v', 'a1V', 'Zz'),
      stageId: fc.constantFrom(...stageIds),
      amountMinor: maybe(fc.constantFrom(0, 100, 1000, 1001, 999_999_999_999_999)),
      currency: fc.constantFrom('USD', 'JPY', 'KWD'),
      probability: maybe(fc.integer({ min: 38, max: 42 })),
      expectedCloseOn: maybe(fc.constantFrom('2026-12-01', '2026-12-02')),
      ownerId: maybe(fc.constantFrom(...owners)),
      clientId: maybe(fc.constantFrom(...clients)),
      source: maybe(fc.constantFrom('Referral', 'référence')),
      nextStep: maybe(word.map((text) => text.trim() || 'a')),
      stageEnteredAt: instant,
      createdAt: instant,
      updatedAt: instant,
    }),
    { maxLength: 14 },
  )

async function replaceAll(rows: Partial<DealRow>[]) {
  const db = globalDb()
  await db.delete(deals).where(sql`${deals.pipelineId} = ${pipelineId}`)
  const fixed = { tenantId: admin.tenantId, pipelineId }
  if (rows.length)
    await db.insert(deals).values(rows.map((row) => ({ id: randomUUID(), ...row, ...fixed })) as DealRow[])
}

async function read(query: Record<string, string>) {
  const rows: Card[] = []
  for (let after: string | null | undefined; after !== null; ) {
    const page = await listCards(admin, pipelineId, CardQuery.parse({ ...query, ...(after && { after }) }))
    expect(page.items.length).toBeLessThanOrEqual(Number(query.take ?? 500))
    rows.push(...page.items)
    after = page.next
  }
  return rows
}

const compare = (a: string | number, b: string | number) =>
  typeof a === 'string' && typeof b === 'string' ? (a < b ? -1 : a > b ? 1 : 0) : Number(a) - Number(b)
const place = ({ stageId, rank }: Card) => `${stageIds.indexOf(stageId)}${rank}`
const keys: Record<Sort['by'], (row: Card) => string | number | null> = {
  stage: place,
  title: ({ title }) => title,
  client: ({ clientName }) => clientName,
  owner: ({ ownerId }) => (ownerId && ownerNames.get(ownerId)) ?? null,
  amount: ({ amount }) => amount,
  probability: ({ probability, stageId }) => probability ?? (stageId === stageIds[1] ? 40 : null),
  expectedCloseDate: ({ expectedCloseDate }) => expectedCloseDate,
  nextStep: ({ nextStep }) => nextStep,
  source: ({ source }) => source,
  stageEnteredAt: ({ stageEnteredAt }) => stageEnteredAt,
  createdAt: ({ createdAt }) => createdAt!,
  updatedAt: ({ updatedAt }) => updatedAt!,
}
const alphabetic = new Set<Sort['by']>(['title', 'client', 'owner', 'nextStep', 'source'])

function inJavaScript(rows: Card[], by: Sort['by'], descending: boolean) {
  const turn = descending ? -1 : 1
  return rows.toSorted((a, b) => {
    const [x, y] = [keys[by](a), keys[by](b)]
    if (x === null || y === null) return x === y ? turn * compare(a.id, b.id) : x === null ? 1 : -1
    const difference = alphabetic.has(by) ? compareTexts(String(x), String(y)) : compare(x, y)
    return turn * (difference || compare(a.id, b.id))
  })
}

const cases = Object.keys(keys).flatMap((by) => [[by], [`-${by}`]]) as [string][]

test.each(cases)('pages of any size by %s come as JavaScript sorts them', async (sort) => {
  const { by, descending } = Sort.parse(sort)
  await fc.assert(
    fc.asyncProperty(someDeals(), fc.integer({ min: 1, max: 5 }), async (made, take) => {
      await replaceAll(made)
      const rows = await read({ sort, take: String(take) })
      expect(rows).toHaveLength(made.length)
      expect(rows.map(({ id }) => id)).toEqual(inJavaScript(rows, by, descending).map(({ id }) => id))
    }),
    { numRuns: 25 },
  )
})

const listed = ['title', 'amount', 'expectedCloseDate', 'stageEnteredAt', 'createdAt', 'updatedAt']

test.each(cases.filter(([sort]) => listed.includes(sort.replace('-', ''))))(
  'lists and boards have one order by %s',
  async (sort) => {
    const { by, descending } = Sort.parse(sort)
    const query = DealQuery.parse({ where: { pipelineId }, order: { [by]: descending ? 'DESC' : 'ASC' } })
    await fc.assert(
      fc.asyncProperty(someDeals(), async (made) => {
        await replaceAll(made)
        const { items } = await listDeals(admin, query)
        expect(items.map(({ id }) => id)).toEqual((await read({ sort })).map(({ id }) => id))
      }),
      { numRuns: 10 },
    )
  },
)

test('amounts go by their figure, whatever the decimals of their currency, and nothing is last', async () => {
  const amounts: [string, number | null][] = [
    ['HUF', 1050],
    ['JPY', 1000],
    ['USD', null],
    ['KWD', 10_500],
    ['CLF', 105_001],
    ['JPY', 999_999_999_999_999],
    ['KWD', 999_999_999_999_999],
  ]
  const deal = { rank: 'a0V', stageId: stageIds[0]!, title: 'x' }
  await replaceAll(
    amounts.map(([currency, amountMinor], i) => ({
      ...deal,
      currency,
      amountMinor,
      id: `00000000-0000-7000-8000-00000000000${i}`,
    })),
  )
  const by = async (direction: string) => {
    const { items } = await listDeals(admin, DealQuery.parse({ where: { pipelineId }, order: { amount: direction } }))
    return items.map(({ amount }) => amount)
  }
  const ascending = [10.5, 10.5, 10.5001, 1000, 999_999_999_999.999, 999_999_999_999_999]
  expect(await by('ASC')).toEqual([...ascending, null])
  expect(await by('DESC')).toEqual([...ascending.toReversed(), null])
})

test('a cursor that was not given out for this order is refused by name', async () => {
  const [id, other] = [randomUUID(), Buffer.from('["title","a"]').toString('base64url')]
  const cursor = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url')
  const hostile: [sort: string, after: string][] = [
    ['title', ''],
    ['title', 'no cursor'],
    ['title', other],
    ['title', cursor('amount', '1', id)],
    ['title', cursor('-title', 'a', id)],
    ['title', cursor('title', null, id)],
    ['title', cursor('title', 'a\0', id)],
    ['title', cursor('title', '\ud800', id)],
    ['title', cursor('title', 7, id)],
    ['title', cursor('title', 'a', "' or true --")],
    ['amount', cursor('amount', '1e9', id)],
    ['amount', cursor('amount', 'NaN', id)],
    ['amount', cursor('amount', '9'.repeat(400), id)],
    ['expectedCloseDate', cursor('expectedCloseDate', '0000-01-01', id)],
    ['expectedCloseDate', cursor('expectedCloseDate', '2026-02-30', id)],
    ['createdAt', cursor('createdAt', '0000-01-01T00:00:00.000Z', id)],
    ['createdAt', cursor('createdAt', 'infinity', id)],
  ]
  for (const [sort, after] of hostile) {
    const refusal = await listCards(admin, pipelineId, CardQuery.parse({ sort, after })).catch((error) => error)
    expect([after, refusal.code, refusal.details?.fields?.[0]?.path]).toEqual([after, 'bad_request', 'after'])
  }
})

test.each(['id', '--title', 'title ', '', '-', 'TITLE', 'constructor', 'title,amount'])('%j is no sort', (sort) =>
  expect(Sort.safeParse(sort).success).toBe(false),
)

test('whoever may not see contacts gets no order by their names', async () => {
  const [lower, higher] = [randomUUID(), randomUUID()].sort() as [string, string]
  const deal = { rank: 'a0V', stageId: stageIds[0]!, currency: 'USD' }
  await replaceAll([
    { ...deal, id: lower, title: 'Birch first by id', clientId: clients[0]! },
    { ...deal, id: higher, title: 'Acme first by name', clientId: clients[1]! },
  ])
  const blind = { ...admin, permissions: new Set([...admin.permissions].filter((it) => it !== 'ORG_CONTACT_VIEW')) }
  const { items } = await listCards(blind, pipelineId, CardQuery.parse({ sort: 'client' }))
  expect(items.map(({ id, clientName }) => [id, clientName])).toEqual([
    [lower, null],
    [higher, null],
  ])
  expect((await read({ sort: 'client' })).map(({ id }) => id)).toEqual([higher, lower])
})
