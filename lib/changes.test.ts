import { asc, eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { globalDb, withTenant } from '@/db/client'
import { changes } from '@/db/schema'
import type { Actor } from './auth'
import { append, type Cursor, currentCursor, difference, formatCursor, parseCursor, readAfter } from './changes'
import { type Seeded, seeded } from './seeded'
import { newTenant } from './testing'
import { writeAtRandom } from './writers'

const logOf = (actor: Actor) =>
  globalDb()
    .select({ entityId: changes.entityId, xid: sql<string>`${changes.xid}::text`, seq: changes.seq })
    .from(changes)
    .where(eq(changes.tenantId, actor.tenantId))
    .orderBy(asc(changes.xid), asc(changes.seq))

const pageSize = (random: Seeded) => 1 + random.below(20)

/** Everything from the cursor on, in pages of any size, until `isOver` was true before a page that was empty. */
async function readUntil(actor: Actor, from: Cursor, random: Seeded, isOver: () => boolean) {
  const seen: Awaited<ReturnType<typeof readAfter>>['rows'] = []
  for (;;) {
    const over = isOver()
    const { rows, waiting } = await readAfter(actor, seen.at(-1) ?? from, pageSize(random))
    seen.push(...rows)
    if (!rows.length && over && !waiting) return seen
    if (!rows.length) await random.pause(5)
  }
}

test('readers see every committed change once and in one order, however transactions overlap', async () => {
  const random = seeded('changes')
  const [{ ADMIN: here }, { ADMIN: there }] = [await newTenant('ADMIN'), await newTenant('ADMIN')]
  const start = await currentCursor(here)
  let over = false
  const readers = [here, here, here, there].map((actor) => readUntil(actor, start, random, () => over))
  const written = await Promise.all(
    [here, there].map((actor) => writeAtRandom(actor, random, { writers: 4, transactions: 30 })),
  )
  over = true
  const seen = await Promise.all(readers)

  for (const [i, actor] of [here, here, here, there].entries()) {
    const committed = written[[here, there].indexOf(actor)]!
    expect(seen[i]!.map((row) => row.entityId).toSorted()).toEqual(committed.toSorted())
    expect(seen[i]!.map(({ xid, seq }) => ({ xid, seq }))).toEqual(
      (await logOf(actor)).map(({ xid, seq }) => ({ xid, seq })),
    )
  }
})

test('a reader who comes late resumes from any place it was given', async () => {
  const random = seeded('late readers')
  const { ADMIN: actor } = await newTenant('ADMIN')
  const start = await currentCursor(actor)
  await writeAtRandom(actor, random, { writers: 4, transactions: 10 })
  const all = await readUntil(actor, start, random, () => true)
  for (const place of [0, random.below(all.length), all.length - 1]) {
    const from = parseCursor(formatCursor(all[place]!))!
    const rest = await readUntil(actor, from, random, () => true)
    expect(rest.map(formatCursor)).toEqual(all.slice(place + 1).map(formatCursor))
  }
})

test('a change stays unread, and says so, while an older transaction is open', async () => {
  const { ADMIN: actor } = await newTenant('ADMIN')
  const start = await currentCursor(actor)
  const change = (entityId: string) => ({ entity: 'deal' as const, entityId, action: 'created' as const, version: 1 })
  const [older, younger] = [crypto.randomUUID(), crypto.randomUUID()]
  await withTenant(actor, async (tx) => {
    await append(tx, actor, change(older))
    await withTenant(actor, (inner) => append(inner, actor, change(younger)))
    expect(await readAfter(actor, start)).toEqual({ rows: [], waiting: true })
  })
  await expect
    .poll(async () => (await readAfter(actor, start)).rows.map((row) => row.entityId))
    .toEqual([older, younger])
})

test('what is rolled back wakes nobody and leaves nothing', async () => {
  const { ADMIN: actor } = await newTenant('ADMIN')
  await expect(
    withTenant(actor, async (tx) => {
      await append(tx, actor, { entity: 'deal', entityId: crypto.randomUUID(), action: 'created', version: 1 })
      throw new Error('changed my mind')
    }),
  ).rejects.toThrow('changed my mind')
  expect(await logOf(actor)).toEqual([])
})

test('cursors are read while more transactions than connections want to begin', async () => {
  const random = seeded('cursors')
  const { ADMIN: actor } = await newTenant('ADMIN')
  const begin = () => withTenant(actor, (tx) => tx.execute(sql`select ${random.below(9)}::int`))
  const work = Array.from({ length: 60 }, async (_, i) => {
    for (let turn = 0; turn < 20; turn++) {
      await (i % 2 ? currentCursor(actor) : begin())
      await random.pause(3)
    }
  })
  await Promise.all(work)
})

test.each(['', '1', '1.', '.1', '1.2.3', '-1.2', 'x.1', '1.x', `1.${'9'.repeat(16)}`, `${'9'.repeat(21)}.1`])(
  'parseCursor refuses %j',
  (text) => expect(parseCursor(text)).toBeUndefined(),
)

test('difference names what changed, without the bookkeeping', () => {
  const at = (day: number) => new Date(Date.UTC(2026, 0, day))
  const row = { title: 'a', amount: null, due: at(1), version: 1, updatedAt: at(1), updatedByUserId: 'x' }
  expect(difference(row, { ...row, due: at(1), version: 2, updatedAt: at(2), updatedByUserId: 'y' }).changed).toEqual(
    [],
  )
  expect(difference<Record<string, unknown>>(row, { ...row, amount: 5, due: at(2) })).toEqual({
    changed: ['amount', 'due'],
    before: { amount: null, due: at(1) },
    after: { amount: 5, due: at(2) },
  })
})
