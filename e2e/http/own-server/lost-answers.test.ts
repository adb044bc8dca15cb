import http from 'node:http'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Pipeline } from '@/lib/pipelines/schema'
import { startOnDatabase } from '../support/database-server'
import { startLossyProxy } from '../support/lossy-proxy'
import type { Member } from '../support/tenant'

const TIMES = 100
/** PostgreSQL's word that a transaction is durable: CommandComplete of COMMIT. */
const COMMITTED = 'C\0\0\0\x0bCOMMIT\0'

type Proxy = Awaited<ReturnType<typeof startLossyProxy>>
let beforeDatabase: Proxy
let beforeServer: Proxy
let database: Awaited<ReturnType<typeof startOnDatabase>>
let member: Member
let stageIds: string[]

beforeAll(async () => {
  database = await startOnDatabase('lost-answers', async (url) => {
    const address = new URL(url)
    beforeDatabase = await startLossyProxy(Number(address.port), (answer) => answer.includes(COMMITTED))
    address.port = String(beforeDatabase.port)
    return address.href
  })
  beforeServer = await startLossyProxy(Number(new URL(process.env.BASE_URL!).port), isWhole)
  const { newAdmin } = await import('../support/tenant')
  member = await newAdmin()
  const body = { name: 'Sales', stages: [{ name: 'Open' }, { name: 'Second' }] }
  const { text } = await sendUntilDone({ method: 'POST', path: '/api/pipelines', body, key: 'pipeline' })
  stageIds = (JSON.parse(text) as Pipeline).stages.map(({ id }) => id)
}, 120_000)

afterAll(async () => {
  beforeServer.close()
  await database.end()
  beforeDatabase.close()
}, 60_000)

function isWhole(answer: string) {
  const [head = '', body = ''] = answer.split(/\r\n\r\n(.*)/s)
  const length = /content-length: (\d+)/i.exec(head)?.[1]
  return length ? body.length === Number(length) : body.endsWith('0\r\n\r\n')
}

type Write = { method: string; path: string; body: object; key: string }

const headersOf = (key: string) => ({
  authorization: `Bearer ${member.account.token}`,
  'content-type': 'application/json',
  'idempotency-key': key,
})

async function send({ method, path, body, key }: Write, baseUrl = process.env.BASE_URL) {
  const answer = await fetch(baseUrl + path, { method, headers: headersOf(key), body: JSON.stringify(body) })
  const { status } = answer
  const replayed = answer.headers.get('idempotency-replayed')
  return { status, replayed, etag: answer.headers.get('etag'), text: await answer.text() }
}

/** Repeats a write as a client should; the first time this process may have kept PostgreSQL waiting as it loaded. */
async function sendUntilDone(write: Write) {
  for (;;) {
    const answer = await send(write)
    if (![409, 503].includes(answer.status)) return answer
  }
}

/** Of a deal made or moved under the key, however often it was asked for. */
async function effectsOf(title: string) {
  const sql = postgres(database.url, { max: 1 })
  const log = await sql`select action from changes where entity = 'deal' and "after"->>'title' = ${title}`
  await sql.end()
  return log.map(({ action }) => action)
}

/** A deal that is made, and then moved under another name: each a write of its own kind. */
async function eachWrite(run: (write: Write) => Promise<{ text: string }>) {
  for (let i = 0; i < TIMES / 2; i++) {
    const made = { method: 'POST', path: '/api/deals', body: { title: crypto.randomUUID(), stageId: stageIds[0] } }
    const { text } = await run({ ...made, key: crypto.randomUUID() })
    expect(await effectsOf(made.body.title)).toEqual(['created'])
    const body = { title: crypto.randomUUID(), stageId: stageIds[1] }
    await run({ method: 'PUT', path: `/api/deals/${JSON.parse(text).id}`, body, key: crypto.randomUUID() })
    expect(await effectsOf(body.title)).toEqual(['moved'])
  }
}

/** Sends a request and is gone before it could be answered. */
const sendAndLeave = ({ method, path, body, key }: Write) =>
  new Promise<void>((resolve) => {
    const headers = { ...headersOf(key), connection: 'close' }
    const request = http.request(process.env.BASE_URL + path, { method, headers })
    request.on('error', () => {}).on('close', resolve)
    request.end(JSON.stringify(body), () => request.destroy())
  })

test('a caller who leaves right after asking, a hundred times: one effect', async () => {
  await eachWrite(async (write) => {
    await sendAndLeave(write)
    const answer = await sendUntilDone(write)
    expect(answer.status, answer.text).toBe(write.method === 'POST' ? 201 : 200)
    expect(await send(write)).toEqual({ ...answer, replayed: 'true' })
    return answer
  })
}, 60_000)

test('an answer that is lost on its way, a hundred times: one effect, and the same bytes again', async () => {
  await eachWrite(async (write) => {
    const losing = beforeServer.lose()
    await expect(send(write, `http://127.0.0.1:${beforeServer.port}`)).rejects.toThrow()
    const lost = await losing
    const again = await send(write)
    expect(again).toMatchObject({ replayed: 'true', etag: /^etag: (.*)$/im.exec(lost)![1]!.trim() })
    expect(lost).toContain(`HTTP/1.1 ${again.status} `)
    expect(lost).toContain(again.text)
    return again
  })
}, 60_000)

test('a connection to PostgreSQL that is cut right after COMMIT, a hundred times: one effect, and its answer', async () => {
  await eachWrite(async (write) => {
    const losing = beforeDatabase.lose()
    expect((await send(write)).status).toBe(503)
    await losing
    const again = await send(write)
    expect(again).toMatchObject({ status: write.method === 'POST' ? 201 : 200, replayed: 'true' })
    expect(await send(write)).toEqual(again)
    return again
  })
}, 60_000)
