import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { globalDb, type Tx, withTenant } from '@/db/client'
import { changes } from '@/db/schema/changes'
import type { Actor } from '../auth/actor'
import { createDeal, updateDeal } from '../deals/commands'
import { type Seeded, seeded } from '../testing/seeded'
import { newPipeline, newTenant } from '../testing/tenants'
import { writeAtRandom } from '../testing/write-at-random'
import { append } from './changes'
import { currentCursor, type LoggedChange, MOST_BEHIND, readSince } from './changes-since'
import { type Cursor, formatCursor, parseCursor } from './cursor'

const committedIn = async (actor: Actor) =>
  (await globalDb().select({ seq: changes.seq }).from(changes).where(eq(changes.tenantId, actor.tenantId))).map(
    ({ seq }) => seq,
  )

const inOrder = (seqs: number[]) => seqs.toSorted((a, b) => a - b)
const seqsOf = (seen: LoggedChange[]) => inOrder(seen.map(({ seq }) => seq))

/**
 * Reads the log again and again, often stopping halfway through what was read, until `isOver` is true before a reading.
 */
async function readUntil(actor: Actor, from: Cursor, random: Seeded, isOver: () => boolean) {
  const seen: LoggedChange[] = []
  let cursor = from
  for (;;) {
    const over = isOver()
    const { now, changes } = await readSince(actor, cursor)
    const had = over || random.chance(0.5) ? changes! : changes!.slice(0, random.below(changes!.length + 1))
    seen.push(...had)
    cursor = parseCursor(formatCursor(had.length === changes!.length ? now : (had.at(-1)?.cursor ?? cursor)))!
    if (over) return seen
    await random.pause(10)
  }
}

test('readers have every committed change once, however transactions overlap and wherever they break off', async () => {
  const random = seeded('changes')
  const [{ ADMIN: here }, { ADMIN: there }] = [await newTenant('ADMIN'), await newTenant('ADMIN')]
  const start = await currentCursor(here)
  let over = false
  const readers = [here, here, here, there].map((actor) => readUntil(actor, start, random, () => over))
  await Promise.all([here, there].map((actor) => writeAtRandom(actor, random, { writers: 4, transactions: 30 })))
  over = true
  for (const [i, seen] of (await Promise.all(readers)).entries())
    expect(seqsOf(seen)).toEqual(inOrder(await committedIn([here, here, here, there][i]!)))
})

test('each deal’s changes come in the order of its versions while many change the same ones', async () => {
  const random = seeded('versions')
  const { ADMIN: actor } = await newTenant('ADMIN')
  const { open, second } = await newPipeline(actor)
  const start = await currentCursor(actor)
  const ids = await Promise.all([1, 2, 3].map(async () => (await createDeal(actor, { title: 'A', stageId: open })).id))
  let over = false
  const reading = readUntil(actor, start, random, () => over)
  const write = async () => {
    for (let i = 0; i < 25; i++)
      await updateDeal(actor, random.pick(ids), {
        stageId: random.pick([open, second]),
        title: String(random.below(99)),
      })
  }
  await Promise.all([write(), write(), write(), write()])
  over = true
  const seen = await reading
  for (const id of ids) {
    const versions = seen.filter(({ entityId }) => entityId === id).map(({ version }) => version)
    expect(versions).toEqual(versions.map((_, i) => i + 1))
  }
})

const change = (entityId: string) => ({ entity: 'deal' as const, entityId, action: 'created' as const, version: 1 })
const idsOf = (found: { changes?: LoggedChange[] }) => found.changes!.map(({ entityId }) => entityId)

test('a change waits for no other transaction, and one that commits late is not missed', async () => {
  const { ADMIN: actor } = await newTenant('ADMIN')
  const start = await currentCursor(actor)
  const [older, younger] = [crypto.randomUUID(), crypto.randomUUID()]
  let reached = start
  await withTenant(actor, async (tx) => {
    await append(tx, actor, change(older))
    await withTenant(actor, (inner) => append(inner, actor, change(younger)))
    const found = await readSince(actor, start)
    expect(idsOf(found)).toEqual([younger])
    reached = found.now
  })
  expect(idsOf(await readSince(actor, reached))).toEqual([older])
})

test('what a dump brought is past, also while transactions get the ids that it names', async () => {
  const { ADMIN: actor } = await newTenant('ADMIN')
  const start = await currentCursor(actor)
  const restore = async (tx: Tx, xid: bigint) => {
    const row = { tenantId: actor.tenantId, via: 'api' as const, ...change(crypto.randomUUID()) }
    const from = sql`(${xid}::text)::xid8`
    await tx.insert(changes).values({ ...row, xid: from as unknown as string })
  }
  const near = Array.from({ length: 60 }, (_, i) => start.end + BigInt(i - 10))
  await withTenant(actor, async (tx) => {
    for (const xid of [...near, start.end + 1_000_000n]) await restore(tx, xid)
  })
  const own: string[] = []
  for (let i = 0; i < 60; i++) {
    own.push(crypto.randomUUID())
    await withTenant(actor, (tx) => append(tx, actor, change(own[i]!)))
  }
  // One of the rows happens to name the very transaction that brought them.
  const found = idsOf(await readSince(actor, start)).filter((id) => !own.includes(id))
  expect(found.length).toBeLessThanOrEqual(1)
  expect(idsOf(await readSince(actor, start)).filter((id) => own.includes(id))).toEqual(own)
})

test.each([
  ['another history', (now: Cursor) => ({ ...now, history: '1.2' })],
  ['the future', (now: Cursor) => ({ ...now, end: now.end + 1_000_000n })],
  ['an earlier release', () => parseCursor('99999999999999999999.5')!],
])('nothing can be said of what came after a cursor of %s', async (_, change) => {
  const { ADMIN: actor } = await newTenant('ADMIN')
  const found = await readSince(actor, change(await currentCursor(actor)))
  expect(found).toEqual({ now: expect.objectContaining({ history: expect.stringMatching(/^\d+\.\d+$/) }) })
})

test('nor when it is more than anybody catches up on', async () => {
  const { ADMIN: actor } = await newTenant('ADMIN')
  const start = await currentCursor(actor)
  const many = (count: number) =>
    withTenant(actor, (tx) =>
      append(
        tx,
        actor,
        Array.from({ length: count }, () => change(crypto.randomUUID())),
      ),
    )
  await many(MOST_BEHIND)
  expect((await readSince(actor, start)).changes).toHaveLength(MOST_BEHIND)
  await many(1)
  expect((await readSince(actor, start)).changes).toBeUndefined()
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
