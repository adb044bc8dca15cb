import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { globalDb } from '@/db/client'
import type { Actor } from '@/lib/auth/actor'
import { FIRST_CARDS, unpack } from '@/lib/board/board-format'
import { getBoard } from '@/lib/board/get-board'
import { listCards } from '@/lib/board/queries'
import { CardQuery } from '@/lib/board/schema'
import { createContact } from '@/lib/contacts/commands'
import { Sort } from '@/lib/deals/searching/sort'
import { sortFields } from '@/lib/deals/searching/sort-fields'
import { newPipeline, newTenant } from '@/lib/testing/tenants'
import { orderBy } from './order'

const DEALS = 70
const titles = [
  'Ä',
  'a',
  'A',
  'b',
  'B',
  'é',
  'e',
  'E',
  'zz 10',
  'zz 9',
  'Zz',
  '–',
  'ß',
  'ss',
  ' x',
  '"',
  '1',
  'a-b',
  'ab',
  'a b',
]
const clients = ['Ärzte', 'acme', 'Birch', 'birch']

let admin: Actor
let viewer: Actor
let pipelineId: string
let open: string

beforeAll(async () => {
  const { ADMIN, EMPLOYEE } = await newTenant('ADMIN', 'EMPLOYEE')
  admin = ADMIN
  viewer = { ...EMPLOYEE, permissions: new Set(['VIEW_SALES_PIPELINES']) }
  const made = await newPipeline(admin)
  pipelineId = made.pipeline.id
  open = made.open
  const contacts = await Promise.all(clients.map((name) => createContact(admin, { name })))
  const pick = (list: (string | null)[]) =>
    sql`(array[${sql.join(
      list.map((each) => sql`${each}::text`),
      sql`, `,
    )}])`
  const some = (list: (string | null)[]) => sql`(${pick(list)})[1 + (n * 7 + n / 11) % ${list.length}::int]`
  await globalDb().execute(sql`
    insert into deals (tenant_id, id, pipeline_id, stage_id, rank, title, currency, amount_minor, probability,
      expected_close_on, owner_id, client_id, stage_entered_at, created_at, updated_at)
    select ${admin.tenantId}::uuid, gen_random_uuid(), ${pipelineId}::uuid, ${open}::uuid, 'a' || n, ${some(titles)},
      (array['USD', 'JPY', 'KWD'])[1 + n % 3], nullif(n % 9, 4) * 1001, nullif(n % 5, 2) * 20,
      date '2026-12-01' + nullif(n % 6, 1), ${some([admin.userId, EMPLOYEE.userId, null])}::uuid,
      ${some([null, ...contacts.map(({ id }) => id)])}::uuid,
      timestamptz '2026-11-01' + n % 4 * interval '1 ms', timestamptz '2026-11-01' + n % 7 * interval '100 ms',
      timestamptz '2026-11-02' - n % 5 * interval '1 s'
    from generate_series(1, ${DEALS}) n`)
})

const sorts = Object.keys(sortFields).flatMap((field) => [field, `-${field}`])

describe('a sorted stage, page after page, is in the order that the browser keeps', () => {
  test.each(sorts)('%s', async (sort) => {
    for (const actor of [admin, viewer]) {
      const board = unpack(await getBoard(actor, pipelineId, {}, { sort: Sort.parse(sort) }))
      const { items, next } = board.columns[open]!
      expect(items).toHaveLength(FIRST_CARDS)
      const cards = [...items]
      for (let after = next; after; ) {
        const page = await listCards(actor, pipelineId, CardQuery.parse({ stageId: open, sort, after, take: '17' }))
        cards.push(...page.items)
        after = page.next
      }
      expect(new Set(cards.map(({ id }) => id)).size).toBe(DEALS)
      expect(cards.toSorted(orderBy(sort, board)).map(({ id }) => id)).toEqual(cards.map(({ id }) => id))
    }
  })

  test('under a filter too', async () => {
    const board = unpack(await getBoard(admin, pipelineId, { q: 'zz' }, { sort: Sort.parse('-title') }))
    const { items, next } = board.columns[open]!
    expect([...new Set(items.map(({ title }) => title))]).toEqual(['zz 9', 'zz 10', 'Zz'])
    expect([next, board.totals[0]!.count]).toEqual([null, items.length])
  })

  test('by stage it is the board’s own order', async () => {
    const [own, byStage] = await Promise.all([
      getBoard(admin, pipelineId),
      getBoard(admin, pipelineId, {}, { sort: Sort.parse('-stage') }),
    ])
    expect(unpack(byStage).columns).toEqual(unpack(own).columns)
  })

  test('its cards are the same by id, and a cursor of another order is refused', async () => {
    const board = unpack(await getBoard(admin, pipelineId, {}, { sort: Sort.parse('amount') }))
    const { items, next } = board.columns[open]!
    const ids = items.map(({ id }) => id).join()
    const named = await listCards(admin, pipelineId, CardQuery.parse({ ids, sort: 'amount' }))
    expect(named).toEqual({ items, next: null })
    await expect(
      listCards(admin, pipelineId, CardQuery.parse({ stageId: open, sort: 'title', after: next })),
    ).rejects.toMatchObject({ code: 'bad_request', details: { fields: [{ path: 'after' }] } })
  })
})
