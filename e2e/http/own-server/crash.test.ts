import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Deal } from '@/lib/deals/schema'
import { seeded } from '@/lib/testing/seeded'
import { identity } from '@/scripts/base/processes.mjs'
import { removeDataDir } from '@/scripts/postgres/cluster.mjs'
import { runningPostgres, startPostgres } from '@/scripts/postgres/embedded.mjs'
import { freePort } from '@/scripts/postgres/postmaster.mjs'
import { neutralEnv } from '@/scripts/testing/product.mjs'
import { migrate } from '../../../scripts/setup/migrations.mjs'
import type { Member } from '../support/tenant'

const WRITERS = 8
const random = seeded('crashes')
const dataDir = mkdtempSync(path.join(realpathSync(tmpdir()), 'penstock-crash-'))
chmodSync(dataDir, 0o711)

let port: number
let member: Member
let stageIds: string[]
let server: ChildProcess | undefined
/** Every write that had a 2xx, over all rounds. */
const acknowledged: Deal[] = []

const exitOf = (child: ChildProcess) =>
  new Promise<number | null>((resolve) =>
    child.exitCode === null && !child.signalCode ? child.once('exit', resolve) : resolve(child.exitCode),
  )

/** The product as `npm start` starts it, on the same data and port as before. */
async function start() {
  const begun = performance.now()
  const env: Record<string, string | undefined> = {
    ...neutralEnv(),
    PORT: String(port),
    DATA_DIR: dataDir,
    DIST_DIR: process.env.DIST_DIR ?? '.next-test',
  }
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: env as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  server = child
  let output = ''
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk
      if (output.includes('ready at')) resolve()
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', () => reject(new Error(`Penstock did not start:\n${output}`)))
  })
  return (performance.now() - begun) / 1000
}

const postmasterPid = () =>
  Number(
    readFileSync(path.join(realpathSync(path.join(dataDir, 'postgres-17')), 'postmaster.pid'), 'utf8').split('\n')[0],
  )

beforeAll(async () => {
  port = await freePort()
  // A tenant is made before the first start, which then writes no demo data.
  const database = await startPostgres({ dataDir, log: () => {} })
  await migrate(database.url)
  process.env.DATABASE_URL = database.url
  process.env.BASE_URL = `http://127.0.0.1:${port}`
  const { newAdmin } = await import('../support/tenant')
  const { makePipeline } = await import('../support/made')
  member = await newAdmin()
  await database.stop()
  await start()
  const stages = ['A', 'B', 'C', 'D'].map((name) => ({ name }))
  stageIds = (await makePipeline(member, { stages })).stages.map(({ id }) => id)
}, 60_000)

afterAll(async () => {
  if (server && server.exitCode === null) {
    server.kill('SIGTERM')
    await exitOf(server)
  }
  removeDataDir(dataDir)
}, 30_000)

type Write = [method: string, path: string, body: object, key: string]
/** Writes with a key that had no answer yet. */
let unanswered: Write[] = []

/** Undefined when there was no answer, or none that came to its end. */
async function send(method: string, path: string, body?: object, key?: string) {
  const authorization = `Bearer ${member.account.token}`
  const headers = { authorization, 'content-type': 'application/json', ...(key && { 'idempotency-key': key }) }
  try {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers, body: JSON.stringify(body) })
    return { status: answer.status, body: (await answer.json()) as Deal }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
  }
}

/** Creates and moves deals, half of them under a key, until the server is gone. */
async function write() {
  const own: Deal[] = []
  for (;;) {
    const body = { stageId: random.pick(stageIds), title: crypto.randomUUID() }
    const moving = own.length > 2 && random.chance(0.6)
    const path = moving ? `/api/deals/${random.pick(own).id}` : '/api/deals'
    const write: Write = [moving ? 'PUT' : 'POST', path, body, crypto.randomUUID()]
    const isKeyed = random.chance(0.5)
    const answer = await send(...((isKeyed ? write : write.slice(0, 3)) as Write))
    if (!answer || answer.status === 503) {
      if (isKeyed) unanswered.push(write)
      return
    }
    expect(answer.status).toBe(moving ? 200 : 201)
    acknowledged.push(answer.body)
    if (!moving) own.push(answer.body)
  }
}

/** Sends again what had no answer: it is done now, and was done once. */
async function repeatUnanswered() {
  for (const write of unanswered) {
    const answer = await send(...write)
    expect(answer?.status).toBe(write[0] === 'PUT' ? 200 : 201)
    acknowledged.push(answer!.body)
  }
  const titles = unanswered.map(([, , body]) => (body as Deal).title)
  const sql = postgres(runningPostgres(dataDir)!, { max: 1 })
  const log = await sql`select from changes where entity = 'deal' and "after"->>'title' = any(${titles})`
  await sql.end()
  expect(log.length).toBe(titles.length)
  unanswered = []
}

/** Nothing acknowledged is lost, and what is there is whole: each deal with each of its versions in the log. */
async function expectEverything() {
  const sql = postgres(runningPostgres(dataDir)!, { max: 1 })
  type Row = { id: string; version: number; stage: string; title: string }
  const deals = await sql<Row[]>`select id, version, stage_id as stage, title from deals`
  const log = await sql<Row[]>`
    select entity_id as id, version, stage_to as stage, "after"->>'title' as title from changes
    where entity = 'deal' order by version`
  await sql.end()
  const history = new Map<string, Row[]>()
  for (const row of log) history.set(row.id, [...(history.get(row.id) ?? []), row])
  for (const { id, version, stageId, title } of acknowledged)
    expect(history.get(id)?.[version - 1]).toEqual({ id, version, stage: stageId, title })
  for (const deal of deals) {
    expect(history.get(deal.id)!.map(({ version }) => version)).toEqual(
      Array.from({ length: deal.version }, (_, i) => i + 1),
    )
    expect(history.get(deal.id)!.at(-1)).toEqual(deal)
  }
  expect(history.size).toBe(deals.length)
}

test.each(['the server', 'the server', 'PostgreSQL'])(
  'kill -9 of %s in the middle of writing loses nothing',
  async (what) => {
    const before = acknowledged.length
    const { pid } = server!
    const exited = exitOf(server!)
    const writers = Array.from({ length: WRITERS }, write)
    await expect.poll(() => acknowledged.length - before, { timeout: 10_000, interval: 10 }).toBeGreaterThan(20)
    await random.pause(1000)
    process.kill(what === 'PostgreSQL' ? postmasterPid() : pid!, 'SIGKILL')
    await Promise.all([...writers, exited])
    if (what === 'PostgreSQL') expect(server!.exitCode).not.toBe(0)
    const seconds = await start()
    console.log(`${acknowledged.length - before} writes before the crash, back after ${seconds.toFixed(1)} s`)
    expect(seconds).toBeLessThan(10)
    await repeatUnanswered()
    await expectEverything()
    expect((await send('GET', '/api/user/me'))?.status).toBe(200)
  },
  40_000,
)

test('a SIGTERM while people write ends it cleanly, with nothing lost and no process left', async () => {
  const pids = [server!.pid!, postmasterPid()]
  const writers = Array.from({ length: WRITERS }, write)
  await random.pause(500)
  server!.kill('SIGTERM')
  const begun = performance.now()
  expect(await exitOf(server!)).toBe(0)
  expect(performance.now() - begun).toBeLessThan(15_000)
  await Promise.all(writers)
  expect(pids.filter((pid) => identity(pid))).toEqual([])
  expect(runningPostgres(dataDir)).toBeUndefined()
  await start()
  await repeatUnanswered()
  await expectEverything()
}, 40_000)
