import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { globalDb, withTenant } from '@/db/client'
import type { Actor } from './auth'
import { append, type Cursor, currentCursor, formatCursor, type LoggedChange, readAfter } from './changes'
import { follow } from './feed'
import { seeded } from './seeded'
import { newTenant } from './testing'
import { writeAtRandom } from './writers'

async function readAll(actor: Actor, from: Cursor) {
  const all: LoggedChange[] = []
  for (;;) {
    const { rows, waiting } = await readAfter(actor, all.at(-1) ?? from)
    all.push(...rows)
    if (!rows.length && !waiting) return all
    if (!rows.length) await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

const sortedIds = (rows: LoggedChange[]) => rows.map((row) => row.entityId).toSorted()

const write = (actor: Actor, entityId = crypto.randomUUID()) =>
  withTenant(actor, (tx) => append(tx, actor, { entity: 'deal', entityId, action: 'created', version: 1 }))

const killListener = () =>
  globalDb().execute(sql`select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen %'`)

test('followers see every change once and in order: joining late, leaving, and while the listener is killed', async () => {
  const random = seeded('feed')
  const [{ ADMIN: here }, { ADMIN: there }] = [await newTenant('ADMIN'), await newTenant('ADMIN')]
  const start = await currentCursor(here)
  const followers: { actor: Actor; from: Cursor; seen: LoggedChange[]; leftEarly: boolean }[] = []
  const leaves: (() => void)[] = []

  const join = async (actor: Actor) => {
    const known = followers.filter((other) => other.actor === actor && other.seen.length > 0)
    const from = known.length && random.chance(0.7) ? random.pick(random.pick(known).seen) : start
    const follower = { actor, from, seen: [] as LoggedChange[], leftEarly: random.chance(0.5) }
    const leave = await follow(actor, from, (rows) => follower.seen.push(...rows))
    followers.push(follower)
    if (!follower.leftEarly) return leaves.push(leave!)
    await random.pause(150)
    leave!()
  }

  let over = false
  const writing = Promise.all(
    [here, there].map((actor) => writeAtRandom(actor, random, { writers: 3, transactions: 40 })),
  ).finally(() => {
    over = true
  })
  const joining = [here, here, here, there].map(async (actor) => {
    while (!over) {
      await join(actor)
      await random.pause(60)
    }
  })
  const killing = (async () => {
    while (!over) {
      await random.pause(800)
      await killListener()
    }
  })()
  const committed = await writing
  await Promise.all([...joining, killing])

  const logs = new Map([
    [here, await readAll(here, start)],
    [there, await readAll(there, start)],
  ])
  expect(sortedIds(logs.get(here)!)).toEqual(committed[0]!.toSorted())
  expect(sortedIds(logs.get(there)!)).toEqual(committed[1]!.toSorted())
  const expected = ({ actor, from }: (typeof followers)[number]) => {
    const log = logs.get(actor)!.map(formatCursor)
    return log.slice(log.indexOf(formatCursor(from)) + 1)
  }
  const stayed = followers.filter((follower) => !follower.leftEarly)
  expect(stayed.length).toBeGreaterThan(0)
  for (const follower of stayed)
    await expect.poll(() => follower.seen.length, { timeout: 7000 }).toBeGreaterThanOrEqual(expected(follower).length)
  for (const leave of leaves) leave()
  for (const follower of followers) {
    const all = expected(follower)
    expect(follower.seen.map(formatCursor)).toEqual(follower.leftEarly ? all.slice(0, follower.seen.length) : all)
  }
})

test('a follower who catches up on what the feed is about to deliver gets it once', async () => {
  const { ADMIN: actor } = await newTenant('ADMIN')
  const from = await currentCursor(actor)
  const first: string[] = []
  const leaveFirst = await follow(actor, from, (rows) => first.push(...rows.map((row) => row.entityId)))
  const seen: string[][] = []
  const leaves: unknown[] = [leaveFirst]
  const written: string[] = []
  for (let i = 0; i < 20; i++) {
    written.push(crypto.randomUUID())
    await write(actor, written.at(-1))
    const mine: string[] = []
    seen.push(mine)
    leaves.push(await follow(actor, from, (rows) => mine.push(...rows.map((row) => row.entityId))))
  }
  await expect.poll(() => first).toEqual(written)
  for (const mine of seen) expect(mine).toEqual(written)
  for (const leave of leaves) (leave as () => void)()
})

test('a follower who joins while the last one leaves is served', async () => {
  const { ADMIN: actor } = await newTenant('ADMIN')
  let leave = (await follow(actor, await currentCursor(actor), () => {}))!
  for (let turns = 0; turns < 12; turns++) {
    const seen: string[] = []
    const joined = follow(actor, await currentCursor(actor), (rows) => seen.push(...rows.map((row) => row.entityId)))
    for (let turn = 0; turn < turns; turn++) await Promise.resolve()
    leave()
    leave = (await joined)!
    const entityId = crypto.randomUUID()
    await write(actor, entityId)
    await expect.poll(() => seen).toEqual([entityId])
  }
  leave()
})

test('whoever left gets nothing more', async () => {
  const { ADMIN: actor } = await newTenant('ADMIN')
  const seen: LoggedChange[] = []
  const from = await currentCursor(actor)
  const leave = await follow(actor, from, (rows) => seen.push(...rows))
  leave!()
  await write(actor)
  await expect.poll(async () => (await readAll(actor, from)).length).toBe(1)
  expect(seen).toEqual([])
})

test('a cursor of the future or of too long ago cannot be followed', async () => {
  const { ADMIN: actor } = await newTenant('ADMIN')
  const from = await currentCursor(actor)
  const change = () => ({
    entity: 'deal' as const,
    entityId: crypto.randomUUID(),
    action: 'created' as const,
    version: 1,
  })
  await withTenant(actor, (tx) => append(tx, actor, Array.from({ length: 5_500 }, change)))
  await readAll(actor, from)
  const deliver = () => expect.unreachable('nothing may be delivered')
  expect(await follow(actor, { xid: '99999999999999999999', seq: 0 }, deliver)).toBeUndefined()
  expect(await follow(actor, from, deliver)).toBeUndefined()
})
