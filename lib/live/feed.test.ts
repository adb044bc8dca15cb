import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { globalDb, withTenant } from '@/db/client'
import type { Actor } from '../auth/actor'
import { append } from '../log/changes'
import { currentCursor, type LoggedChange, MOST_BEHIND, readSince } from '../log/changes-since'
import { type Cursor, formatCursor, includes, isLater, parseCursor } from '../log/cursor'
import { seeded } from '../testing/seeded'
import { newTenant } from '../testing/tenants'
import { writeAtRandom } from '../testing/write-at-random'
import { type Follower, follow } from './feed'

const readAll = async (actor: Actor, from: Cursor) => (await readSince(actor, from)).changes!

/** A follower that must never lose anything. */
const deliverTo = (deliver: Follower['deliver']): Follower => ({
  deliver,
  lose: () => expect.unreachable('nothing may be lost'),
})

const sortedIds = (rows: LoggedChange[]) => rows.map((row) => row.entityId).toSorted()
const seqsOf = (rows: LoggedChange[]) => rows.map(({ seq }) => seq).toSorted((a, b) => a - b)

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
    const from = known.length && random.chance(0.7) ? random.pick(random.pick(known).seen).cursor : start
    const follower = {
      actor,
      from: parseCursor(formatCursor(from))!,
      seen: [] as LoggedChange[],
      leftEarly: random.chance(0.5),
    }
    const leave = await follow(
      actor,
      follower.from,
      deliverTo((rows) => follower.seen.push(...rows)),
    )
    followers.push(follower)
    if (!follower.leftEarly) return leaves.push(leave)
    await random.pause(150)
    leave()
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
  const stayed = followers.filter((follower) => !follower.leftEarly)
  expect(stayed.length).toBeGreaterThan(0)
  const expected = new Map<unknown, number[]>()
  for (const follower of followers)
    expected.set(follower, seqsOf(logs.get(follower.actor)!.filter((row) => !includes(follower.from, row))))
  for (const follower of stayed)
    await expect.poll(() => follower.seen.length, { timeout: 7000 }).toBe(expected.get(follower)!.length)
  for (const leave of leaves) leave()
  for (const follower of followers) {
    const seqs = seqsOf(follower.seen)
    if (follower.leftEarly) expect(expected.get(follower)).toEqual(expect.arrayContaining(seqs))
    else expect(seqs).toEqual(expected.get(follower))
    expect(new Set(seqs).size).toBe(seqs.length)
    for (const [i, { cursor }] of follower.seen.entries())
      expect(isLater(cursor, follower.seen[i - 1]?.cursor ?? follower.from)).toBe(true)
  }
})

test('a follower who catches up on what the feed is about to deliver gets it once', async () => {
  const { ADMIN: actor } = await newTenant('ADMIN')
  const from = await currentCursor(actor)
  const first: string[] = []
  const leaveFirst = await follow(
    actor,
    from,
    deliverTo((rows) => first.push(...rows.map((row) => row.entityId))),
  )
  const seen: string[][] = []
  const leaves = [leaveFirst]
  const written: string[] = []
  for (let i = 0; i < 20; i++) {
    written.push(crypto.randomUUID())
    await write(actor, written.at(-1))
    const mine: string[] = []
    seen.push(mine)
    leaves.push(
      await follow(
        actor,
        from,
        deliverTo((rows) => mine.push(...rows.map((row) => row.entityId))),
      ),
    )
  }
  await expect.poll(() => first).toEqual(written)
  for (const mine of seen) expect(mine).toEqual(written)
  for (const leave of leaves) leave()
})

test('a follower who joins while the last one leaves is served', async () => {
  const { ADMIN: actor } = await newTenant('ADMIN')
  let leave = await follow(
    actor,
    await currentCursor(actor),
    deliverTo(() => {}),
  )
  for (let turns = 0; turns < 12; turns++) {
    const seen: string[] = []
    const joined = follow(
      actor,
      await currentCursor(actor),
      deliverTo((rows) => seen.push(...rows.map((row) => row.entityId))),
    )
    for (let turn = 0; turn < turns; turn++) await Promise.resolve()
    leave()
    leave = await joined
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
  const leave = await follow(
    actor,
    from,
    deliverTo((rows) => seen.push(...rows)),
  )
  leave()
  await write(actor)
  await expect.poll(async () => (await readAll(actor, from)).length).toBe(1)
  expect(seen).toEqual([])
})

const change = () => ({
  entity: 'deal' as const,
  entityId: crypto.randomUUID(),
  action: 'created' as const,
  version: 1,
})

test('who cannot be told what happened is told so, and of all that happens from then on', async () => {
  const { ADMIN: actor } = await newTenant('ADMIN')
  const from = await currentCursor(actor)
  await withTenant(actor, (tx) => append(tx, actor, Array.from({ length: MOST_BEHIND + 1 }, change)))
  for (const place of [from, { ...from, end: from.end + 1_000_000n }, { ...from, history: '1.2' }]) {
    const lost: Cursor[] = []
    const seen: string[] = []
    const leave = await follow(actor, place, {
      deliver: (rows) => seen.push(...rows.map(({ entityId }) => entityId)),
      lose: (now) => lost.push(now),
    })
    expect(lost.map((now) => isLater(now, from))).toEqual([true])
    const entityId = crypto.randomUUID()
    await write(actor, entityId)
    await expect.poll(() => seen).toEqual([entityId])
    leave()
  }
})

test('so is an open feed, when more happens at once than anybody catches up on', async () => {
  const { ADMIN: actor } = await newTenant('ADMIN')
  const lost: Cursor[] = []
  const seen: string[] = []
  const leave = await follow(actor, await currentCursor(actor), {
    deliver: (rows) => seen.push(...rows.map(({ entityId }) => entityId)),
    lose: (now) => lost.push(now),
  })
  await withTenant(actor, (tx) => append(tx, actor, Array.from({ length: MOST_BEHIND + 1 }, change)))
  await expect.poll(() => lost.length).toBe(1)
  const entityId = crypto.randomUUID()
  await write(actor, entityId)
  await expect.poll(() => seen).toEqual([entityId])
  leave()
})
