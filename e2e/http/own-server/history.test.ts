import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TotalsList } from '@/lib/board/schema'
import type { Deal } from '@/lib/deals/schema'
import type { Pipeline } from '@/lib/pipelines/schema'
import { removeDataDir } from '@/scripts/postgres/cluster.mjs'
import { freePort } from '@/scripts/postgres/postmaster.mjs'
import { startProduct } from '@/scripts/testing/product.mjs'
import { migrate } from '../../../scripts/setup/migrations.mjs'
import type { EventReader } from '../support/event-reader'
import { copyDataDir, newDataDir, restore, startSwitchboard } from '../support/own-database'
import type { Member } from '../support/tenant'

const distDir = process.env.DIST_DIR ?? '.next-test'

let database: Awaited<ReturnType<typeof startSwitchboard>>
/** Of the first cluster, its copy and the fresh one. */
const dataDirs = [newDataDir(), newDataDir(), newDataDir()] as [string, string, string]
const [first, earlier, fresh] = dataDirs
const ownDir = newDataDir()
let product: Awaited<ReturnType<typeof startProduct>>
let member: Member
let pipeline: Pipeline
const deals: Deal[] = []

/** The rest of this folder speaks to one product and one database, which are to be known when it is loaded. */
const made = () => import('../support/made')
const readers = async () => (await import('../support/event-reader')).EventReader
const bearer = () => ({ authorization: `Bearer ${member.account.token}` })
const listen = async (lastEventId?: string) => {
  const reader = await (await readers()).open(bearer(), { lastEventId })
  await reader.ready()
  return reader
}

beforeAll(async () => {
  database = await startSwitchboard()
  const url = await database.start(first)
  database.switchTo(first)
  await migrate(url)
  const port = String(await freePort())
  process.env.DATABASE_URL = database.addressOf(url)
  process.env.BASE_URL = `http://127.0.0.1:${port}`
  const settings = {
    PORT: port,
    DATABASE_URL: database.addressOf(url),
    NEXTAUTH_SECRET: randomBytes(32).toString('base64'),
  }
  product = await startProduct({ dataDir: ownDir, distDir, settings })
  member = await (await import('../support/tenant')).newAdmin()
  pipeline = await (await made()).makePipeline(member)
  for (let i = 0; i < 10; i++) deals.push(await (await made()).makeDeal(member, pipeline.stages[0]!.id))
}, 60_000)

afterAll(async () => {
  await product?.stop()
  await database?.close()
  for (const dataDir of [...dataDirs, ownDir]) removeDataDir(dataDir)
}, 30_000)

/** Every number that is made from the log, beside what is really there. */
async function expectTotals() {
  const sql = postgres(process.env.DATABASE_URL!, { max: 1 })
  const [row] = await sql<{ deals: number }[]>`
    select count(*)::int as deals from deals where tenant_id = ${member.account.tenantId}`
  await sql.end()
  const { body: list } = await member.get<{ total: number }>('/api/deals', { take: '1' })
  const { body: count } = await member.get<number>('/api/deals/count')
  const { body: totals } = await member.get<TotalsList>(`/api/pipelines/${pipeline.id}/totals`)
  const onBoard = totals.items.reduce((sum, { count }) => sum + count, 0)
  expect([list.total, count, onBoard]).toEqual([row!.deals, row!.deals, row!.deals])
  return row!.deals
}

const isServed = async () => (await fetch(`${process.env.BASE_URL}/api/user/me`, { headers: bearer() })).status
const served = () => expect.poll(isServed, { timeout: 15_000 }).toBe(200)

/** What the log says is told once, numbers are right more than once, and the last step of a deal can be taken back. */
async function expectLife(reader: EventReader) {
  const [open, second] = pipeline.stages.map(({ id }) => id) as [string, string]
  for (let i = 0; i < 3; i++) {
    const before = reader.heard.length
    const deal = await (await made()).makeDeal(member, open)
    await reader.until(({ data }) => data.entityId === deal.id)
    const told = reader.heard.slice(before).filter(({ event }) => event === 'change')
    expect(told.map(({ data }) => data.entityId)).toEqual([deal.id])
    await expectTotals()
  }
  const { body: moved } = await member.put<Deal>(`/api/deals/${deals[0]!.id}`, { stageId: second })
  const undone = await member.post<{ deal: Deal }>(`/api/deals/${moved.id}/undo`, { version: moved.version })
  expect([undone.status, undone.body.deal.stageId]).toEqual([200, open])
}

describe('a database that goes back in time under a running app', () => {
  test('is served as it is, and streams that were open say so', async () => {
    database.switchTo()
    await database.stop(first)
    copyDataDir(first, earlier)
    await database.start(first)
    database.switchTo(first)
    await served()
    const reader = await listen()
    for (let i = 0; i < 25; i++) await (await made()).makeDeal(member, pipeline.stages[0]!.id)
    expect(await expectTotals()).toBe(35)
    await expect.poll(() => reader.changes.length).toBe(25)
    const place = reader.heard.at(-1)!.id

    await database.start(earlier)
    database.switchTo(earlier)
    await database.stop(first)
    await served()
    expect(await expectTotals()).toBe(10)
    await reader.until(({ event }) => event === 'resync', 10_000)
    await expectLife(reader)
    const back = await listen(place)
    expect(back.heard[0]!.event).toBe('resync')
    await expectLife(back)
    await Promise.all([reader.close(), back.close()])
  }, 60_000)
})

async function transactionsWithin(sql: postgres.Sql, ms: number) {
  const count = async () =>
    Number((await sql`select xact_commit from pg_stat_database where datname = current_database()`)[0]!.xact_commit)
  const before = await count()
  await sleep(ms)
  return (await count()) - before
}

describe('a dump restored into a fresh cluster', () => {
  test('is served as it is, and nothing of the past is told as new', async () => {
    const from = database.answering()
    const old = postgres(from, { max: 1 })
    for (let i = 0; i < 300; i++) await old`select pg_current_xact_id()`
    for (const { id } of deals) await member.put(`/api/deals/${id}`, { title: 'Lived in' })
    const [newest] = await old<{ xid: string }[]>`select max(xid::text::bigint)::text as xid from changes`
    const password = new URL(from).password
    await old.end()
    const to = await database.start(fresh)
    await migrate(to)
    await restore(from, to)
    const sql = postgres(to, { max: 1 })
    await sql.unsafe(`alter role penstock password '${password}'`)
    database.switchTo(fresh)
    await served()

    await expectTotals()
    const reader = await listen()
    await expectLife(reader)
    expect(await transactionsWithin(sql, 2000)).toBeLessThan(40)
    const isPast = async () => (await sql`select pg_current_xact_id() > ${newest!.xid}::xid8 as past`)[0]!.past
    while (!(await isPast()));
    await sql.end()
    await expectLife(reader)
    await expectTotals()
    await reader.close()
  }, 60_000)
})
