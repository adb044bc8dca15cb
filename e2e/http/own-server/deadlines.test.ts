import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Deal } from '@/lib/deals/schema'
import { seeded } from '@/lib/testing/seeded'
import { startOnDatabase } from '../support/database-server'
import type { Member } from '../support/tenant'

const FROZEN_MS = 20_000
const STOPPED_MS = 8_000
/** What is promised, with air for a busy machine. */
const WITHIN = { frozen: 5_500, locked: 4_000, others: 1_000, stopped: 3_500, back: 2_500 }

const random = seeded('deadlines')
let database: Awaited<ReturnType<typeof startOnDatabase>>
let member: Member
let other: Member
let cookie: string
let pipelineId: string
let stageIds: string[]

type Answer = {
  method: string
  path: string
  status: number
  headers: Headers
  text: string
  begun: number
  ms: number
}

async function ask(headers: Record<string, string>, method: string, path: string, body?: object): Promise<Answer> {
  const begun = performance.now()
  const answer = await fetch(process.env.BASE_URL + path, {
    method,
    redirect: 'manual',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  const text = await answer.text()
  const ms = performance.now() - begun
  return { method, path, status: answer.status, headers: answer.headers, text, begun, ms }
}

const by = (who: Member) => ({ authorization: `Bearer ${who.account.token}` })
const visit = (path: string) => ask({ cookie }, 'GET', path)
const slowest = (answers: Answer[]) => Math.max(...answers.map(({ ms }) => ms))
const p99 = (answers: Answer[]) => answers.map(({ ms }) => ms).sort((a, b) => a - b)[Math.floor(answers.length * 0.99)]!
function counts(answers: Answer[]) {
  const found = new Map<number, number>()
  for (const { status } of answers) found.set(status, (found.get(status) ?? 0) + 1)
  return [...found].map(([status, count]) => `${count} of ${status}`).join(', ')
}
const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`

beforeAll(async () => {
  database = await startOnDatabase('deadlines')
  const { newAdmin } = await import('../support/tenant')
  const { makePipeline } = await import('../support/made')
  const { signInByBrowser } = await import('../support/browser-session')
  member = await newAdmin()
  other = await newAdmin()
  cookie = (await signInByBrowser(member)).cookie
  const pipeline = await makePipeline(member, { stages: ['A', 'B', 'C', 'D'].map((name) => ({ name })) })
  pipelineId = pipeline.id
  stageIds = pipeline.stages.map(({ id }) => id)
}, 60_000)

afterAll(() => database?.end(), 30_000)

const newDeal = async (who: Member, stageId: string) =>
  JSON.parse((await ask(by(who), 'POST', '/api/deals', { stageId, title: 'Licence' })).text) as Deal

/** Reads, edits, moves, creates, changes in bulk and visits pages, one after the other, until it is told to stop. */
async function work(answers: Answer[], until: AbortSignal) {
  const own = [await newDeal(member, random.pick(stageIds)), await newDeal(member, random.pick(stageIds))]
  while (!until.aborted) {
    const { id } = random.pick(own)
    const title = crypto.randomUUID()
    const stageId = random.pick(stageIds)
    const answer = await random.pick([
      () => ask(by(member), 'GET', `/api/deals/${id}`),
      () => ask(by(member), 'GET', `/api/deals?where[pipelineId]=${pipelineId}&take=20`),
      () => ask(by(member), 'PUT', `/api/deals/${id}`, { title, stageId }),
      () => ask(by(member), 'POST', '/api/deals', { title, stageId }),
      () => ask(by(member), 'POST', '/api/deals/bulk', { deals: own.map(({ id }) => ({ id })), stageId }),
      () => visit(random.pick([`/pipelines/${pipelineId}`, '/pipelines', `/deals/${id}`, '/login'])),
    ])()
    answers.push(answer)
    // A pause, as there is no more to be seen from a load that takes the processors from the other tests.
    await sleep(answer.status === 503 ? 50 : 10)
  }
}

const isWrite = ({ method }: Answer) => method !== 'GET'
const isPage = ({ path }: Answer) => !path.startsWith('/api')

/** Each refusal says so in words, when to come back, and of a write that was under way that it may have been made. */
function expectWords(answers: Answer[]) {
  for (const answer of answers.filter(({ status }) => status === 503)) {
    expect(answer.headers.get('retry-after'), answer.path).toBe('2')
    if (isPage(answer)) continue
    const { detail } = JSON.parse(answer.text) as { detail: string }
    expect(detail).toMatch(/Try again in a moment|load it again before you repeat it/)
  }
  expect(answers.filter(({ status }) => ![200, 201, 307, 503].includes(status))).toEqual([])
  // Nobody is sent to sign in because the database is away.
  for (const { status, headers } of answers) if (status === 307) expect(headers.get('location')).not.toMatch(/login/)
}

/** What was acknowledged stands in the log. */
async function expectAcknowledged(answers: Answer[]) {
  const sql = postgres(database.url, { max: 1 })
  const log = await sql<{ key: string }[]>`
    select entity_id || ' ' || version as key from changes where entity = 'deal'`
  await sql.end()
  const known = new Set(log.map(({ key }) => key))
  const writes = answers.filter((answer) => isWrite(answer) && answer.status < 300)
  const written = writes.flatMap(({ path, text }) => {
    const body = JSON.parse(text) as Deal & { items: Deal[] }
    return path.endsWith('/bulk') ? body.items : [body]
  })
  expect(written.filter(({ id, version }) => !known.has(`${id} ${version}`))).toEqual([])
  return writes.length
}

/** Until reads, writes and pages are answered again; in ms. */
async function untilBack() {
  const begun = performance.now()
  const all = () =>
    Promise.all([
      ask(by(member), 'GET', '/api/deals'),
      ask(by(member), 'POST', '/api/deals', { stageId: stageIds[0], title: 'Back' }),
      visit(`/pipelines/${pipelineId}`),
      ask({}, 'GET', '/api/health'),
    ])
  while (!(await all()).every(({ status }) => status < 300)) await sleep(20)
  return performance.now() - begun
}

describe.skipIf(process.platform !== 'linux')('a database that', () => {
  test('freezes for 20 s under load keeps nobody waiting, and loses nothing', async () => {
    const answers: Answer[] = []
    const health: Answer[] = []
    const over = new AbortController()
    const workers = Promise.all(Array.from({ length: 16 }, () => work(answers, over.signal)))
    workers.catch(() => {})
    await expect.poll(() => answers.length, { timeout: 20_000 }).toBeGreaterThan(100)
    await random.pause(1_000)
    try {
      database.freeze()
      const frozenAt = performance.now()
      while (performance.now() - frozenAt < FROZEN_MS) {
        health.push(await ask({}, 'GET', '/api/health'))
        await sleep(200)
      }
    } finally {
      database.thaw()
    }
    const back = await untilBack()
    await sleep(500)
    over.abort()
    await workers
    const { length } = answers.filter(({ status }) => status === 503)
    const writes = await expectAcknowledged(answers)
    console.log(
      `frozen: slowest of ${answers.length} answers ${seconds(slowest(answers))}, ${length} refused, of health ${seconds(slowest(health))}; ` +
        `back ${seconds(back)} after; ${writes} acknowledged writes are there; ${counts(answers)}`,
    )
    expectWords(answers)
    expect(answers.some((answer) => isPage(answer) && answer.text.includes('The database does not answer'))).toBe(true)
    expect(length).toBeGreaterThan(100)
    expect(slowest(answers)).toBeLessThan(WITHIN.frozen)
    expect(slowest(health)).toBeLessThan(WITHIN.stopped)
    expect(health.at(-1)!.status).toBe(503)
    expect(back).toBeLessThan(WITHIN.back)
    await expect.poll(database.openTransactions, { timeout: 3_000 }).toEqual([])
  }, 60_000)

  test('holds one row locked lets the others read and write, and says so to whoever wants that row', async () => {
    const deal = await newDeal(member, stageIds[0]!)
    const { makePipeline } = await import('../support/made')
    const stages = (await makePipeline(other)).stages.map(({ id }) => id)
    const theirs = await newDeal(other, stages[0]!)
    const asOther = () =>
      random.pick([
        () => ask(by(other), 'GET', `/api/deals/${theirs.id}`),
        () => ask(by(other), 'GET', '/api/deals?take=20'),
        () => ask(by(other), 'PUT', `/api/deals/${theirs.id}`, { stageId: random.pick(stages) }),
        () => ask(by(other), 'POST', '/api/deals/bulk', { deals: [{ id: theirs.id }], stageId: random.pick(stages) }),
      ])()
    /** Asked every 20 ms, whether or not the one before was answered. */
    const measure = async (ms: number) => {
      const begun = performance.now()
      const asked: Promise<Answer>[] = []
      while (performance.now() - begun < ms) {
        asked.push(asOther())
        await sleep(20)
      }
      return Promise.all(asked)
    }
    const quiet = await measure(1_000)
    const sql = postgres(database.url, { max: 1 })
    const forgotten = await sql.reserve()
    await forgotten`begin`
    await forgotten`select from deals where id = ${deal.id} for update`
    const bodies = [{ title: 'Mine' }, { stageId: stageIds[1] }, { stageId: stageIds[0], title: 'Moved' }]
    const waiting = Promise.all(
      Array.from({ length: 25 }, async (_, i) => {
        await sleep(i * 40)
        return ask(by(member), 'PUT', `/api/deals/${deal.id}`, random.pick(bodies))
      }),
    )
    const busy = await measure(4_500)
    const refused = await waiting
    await forgotten`rollback`
    forgotten.release()
    await sql.end()
    console.log(
      `locked: 25 writes refused within ${seconds(slowest(refused))}; another tenant's p99 ${p99(quiet).toFixed(0)} ms quiet, ` +
        `${p99(busy).toFixed(0)} ms meanwhile, slowest ${slowest(busy).toFixed(0)} ms`,
    )
    expect(refused.map(({ status }) => status)).toEqual(Array(25).fill(503))
    expectWords(refused)
    expect(slowest(refused)).toBeLessThan(WITHIN.locked)
    expect([...quiet, ...busy].filter(({ status }) => status !== 200)).toEqual([])
    expect(slowest(busy)).toBeLessThan(WITHIN.others)
    expect((await ask(by(member), 'PUT', `/api/deals/${deal.id}`, { title: 'Mine' })).status).toBe(200)
  }, 60_000)

  test('stops for a while is missed in words, and used again as soon as it is back', async () => {
    const answers: Answer[] = []
    const over = new AbortController()
    const stream = await fetch(`${process.env.BASE_URL}/api/changes/stream`, { headers: by(member) })
    const workers = Promise.all(Array.from({ length: 8 }, () => work(answers, over.signal)))
    workers.catch(() => {})
    await expect.poll(() => answers.length, { timeout: 20_000 }).toBeGreaterThan(100)
    const stopping = performance.now()
    await database.stop()
    await sleep(STOPPED_MS)
    const { askToSignIn } = await import('../support/browser-session')
    const signIn = (await askToSignIn(member)).answer
    await database.start()
    const back = await untilBack()
    await sleep(500)
    over.abort()
    await workers
    await stream.body?.cancel()
    const meanwhile = answers.filter(({ begun, ms }) => begun + ms > stopping)
    const writes = await expectAcknowledged(answers)
    console.log(
      `stopped: slowest of ${meanwhile.length} answers ${seconds(slowest(meanwhile))}; back ${seconds(back)} after; ` +
        `${writes} acknowledged writes are there; ${counts(meanwhile)}`,
    )
    expectWords(answers)
    expect(signIn.status).toBe(503)
    expect(slowest(meanwhile)).toBeLessThan(WITHIN.stopped)
    expect(back).toBeLessThan(WITHIN.back)
    const sql = postgres(database.url, { max: 1 })
    const listening = async () =>
      (await sql`select from pg_stat_activity where application_name = 'penstock listen' and query like 'listen%'`)
        .length
    await expect.poll(listening, { timeout: 3_000 }).toBe(1)
    await sql.end()
  }, 60_000)
})
