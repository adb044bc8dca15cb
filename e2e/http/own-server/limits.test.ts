import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { removeDataDir } from '@/scripts/postgres/cluster.mjs'
import { startPostgres } from '@/scripts/postgres/embedded.mjs'
import { freePort } from '@/scripts/postgres/postmaster.mjs'
import { startProduct } from '@/scripts/testing/product.mjs'
import type { Problem } from '../support/documented'
import type { HeldConnection } from '../support/held-connection'
import type { Member } from '../support/tenant'

const distDir = process.env.DIST_DIR ?? '.next-test'
const dataDir = mkdtempSync(path.join(realpathSync(tmpdir()), 'penstock-limits-'))
chmodSync(dataDir, 0o711)

const LIMITS = { RATE_LIMIT_LIGHT: '100', RATE_LIMIT_HEAVY: '40', RATE_LIMIT_TENANT: '2', STREAM_LIMIT: '3' }
let database: Awaited<ReturnType<typeof startPostgres>>
let product: Awaited<ReturnType<typeof startProduct>>

beforeAll(async () => {
  database = await startPostgres({ dataDir, log: () => {} })
  const PORT = String(await freePort())
  const NEXTAUTH_SECRET = randomBytes(48).toString('base64')
  process.env.DATABASE_URL = database.url
  process.env.BASE_URL = `http://127.0.0.1:${PORT}`
  const settings = { ...LIMITS, PORT, WEB_CONCURRENCY: '2', DATABASE_URL: database.url, NEXTAUTH_SECRET }
  product = await startProduct({ dataDir, distDir, settings })
}, 60_000)

afterAll(async () => {
  await product?.stop()
  await database?.stop()
  removeDataDir(dataDir)
}, 30_000)

const secondsLeft = (headers: { get(name: string): string | null }) =>
  Number(/t=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1])

/** Somebody whose minute, and whose tenant's, does not end while a test counts. */
async function newMember(): Promise<Member> {
  const { newAdmin } = await import('../support/tenant')
  for (;;) {
    const admin = await newAdmin()
    if (secondsLeft((await admin.get('/api/user/me')).headers) > 25) return admin
  }
}

/** Connections with the member's token, at least one to each of the two processes. */
async function connectToBoth(token: string, spent: () => void) {
  const { HeldConnection, webProcesses } = await import('../support/held-connection')
  const pids = webProcesses(product.pid!)
  const found = new Map<number, HeldConnection>()
  while (found.size < 2) {
    const held = new HeldConnection(token)
    if ((await held.send('GET', '/api/user/me')).status === 200) spent()
    const pid = held.holder(pids)!
    if (found.has(pid)) held.close()
    else found.set(pid, held)
  }
  return [...found.values()]
}

/** Asks over all of them in turns, until each was refused several times. Returns how often they were answered. */
async function spendAll(connections: HeldConnection[]) {
  let answered = 0
  let refusal: Problem | undefined
  for (let refused = 0; refused < 10; ) {
    for (const held of connections) {
      const { status, body } = await held.send<Problem>('GET', '/api/user/me')
      if (status === 200) answered++
      else {
        expect(status).toBe(429)
        refusal = body
        refused++
      }
    }
  }
  return { answered, refusal: refusal! }
}

describe.skipIf(process.platform !== 'linux')('two web processes', () => {
  test('let one person make as many requests as its budget has, and say when to go on', async () => {
    const member = await newMember()
    let before = 1
    const both = await connectToBoth(member.account.token, () => before++)
    const { answered, refusal } = await spendAll(both)
    expect(before + answered).toBeLessThanOrEqual(100)
    expect(before + answered).toBeGreaterThan(85)
    expect(refusal.detail).toMatch(
      /“light” is used up: 100 requests a minute for you\. Go on in \d+ s, and ask less often/,
    )
    const { headers } = await member.get('/api/deals')
    expect(headers.get('ratelimit')).toMatch(/^"light";r=\d;t=\d+$/)
    expect(Number(headers.get('retry-after'))).toBe(secondsLeft(headers))
    expect((await member.post('/api/auth/logout')).status).toBe(204)
    for (const held of both) held.close()
  })

  test('let all people of a tenant together make so many times as many', async () => {
    const { newTenant } = await import('../support/tenant')
    const members = Object.values(await newTenant('ADMIN', 'MANAGER', 'EMPLOYEE'))
    let total = 0
    let words = ''
    for (const { account } of members) {
      const both = await connectToBoth(account.token, () => total++)
      const { answered, refusal } = await spendAll(both)
      total += answered
      words = refusal.detail
      for (const held of both) held.close()
    }
    expect(total).toBeLessThanOrEqual(200)
    expect(total).toBeGreaterThan(170)
    expect(words).toMatch(/“tenant-light” is used up: 200 requests a minute for all of your company/)
  })
})

test('heavy work has a budget of its own, and leaves the other alone', async () => {
  const member = await newMember()
  let answered = 0
  for (;;) {
    const { status, text } = await member.get('/api/search?q=nothing')
    if (status === 200) answered++
    else {
      expect(status).toBe(429)
      expect(text).toMatch(/“heavy” is used up: 40 units of heavy work a minute for you/)
      break
    }
  }
  expect(answered).toBeLessThanOrEqual(20)
  expect(answered).toBeGreaterThan(15)
  expect((await member.get('/api/deals?take=10')).status).toBe(200)
})

test('one more stream than a person may have open is refused in words, until one is closed', async () => {
  const { account } = await newMember()
  const headers = { authorization: `Bearer ${account.token}` }
  const open = async () => {
    const leaving = new AbortController()
    const answer = await fetch(`${process.env.BASE_URL}/api/changes/stream`, { headers, signal: leaving.signal })
    return { answer, close: () => leaving.abort() }
  }
  const streams: Awaited<ReturnType<typeof open>>[] = []
  // Each process counts those that it serves.
  for (;;) {
    const stream = await open()
    if (stream.answer.status !== 200) {
      expect(stream.answer.status).toBe(429)
      expect(await stream.answer.text()).toContain('3 event streams open')
      break
    }
    streams.push(stream)
  }
  expect(streams.length).toBeGreaterThanOrEqual(3)
  expect(streams.length).toBeLessThanOrEqual(6)
  for (const { close } of streams) close()
  await expect.poll(async () => (await open()).answer.status).toBe(200)
})
