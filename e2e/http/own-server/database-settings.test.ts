import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Deal } from '@/lib/deals/schema'
import type { Pipeline } from '@/lib/pipelines/schema'
import { removeDataDir } from '@/scripts/postgres/cluster.mjs'
import { type Postgres, startPostgres } from '@/scripts/postgres/embedded.mjs'
import { runScript } from '@/scripts/testing/processes.mjs'
import { startProduct } from '@/scripts/testing/product.mjs'

const distDir = process.env.DIST_DIR ?? '.next-test'
const dataDir = mkdtempSync(path.join(realpathSync(tmpdir()), 'penstock-settings-'))
chmodSync(dataDir, 0o711)
const NEXTAUTH_SECRET = randomBytes(32).toString('base64')
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

let server: Postgres
beforeAll(async () => {
  server = await startPostgres({ dataDir, log: () => {} })
}, 30_000)
afterAll(async () => {
  await server.stop()
  removeDataDir(dataDir)
}, 30_000)

async function createDatabase(name: string, options: string, settings: string[] = []) {
  const sql = postgres(server.url, { max: 1, onnotice: () => {} })
  await sql.unsafe(`create database ${name} template template0 ${options}`)
  for (const setting of settings) await sql.unsafe(`alter database ${name} set ${setting}`)
  await sql.end()
  const url = new URL(server.url)
  url.pathname = `/${name}`
  return url.href
}

/** A caller signed in as the first admin of a new tenant, both made as an administrator makes them. */
async function signIn(baseUrl: string, DATABASE_URL: string) {
  const email = 'admin@settings.example'
  const { code, stdout, stderr } = await runScript('tenant.mjs', {
    args: ['--name', 'Settings', '--email', email],
    env: { DATABASE_URL, NEXTAUTH_SECRET },
  }).ended
  expect(code, stderr).toBe(0)
  const password = /the password (\S+)/.exec(stdout)?.[1]
  const call = async <T>(method: string, path: string, body?: object, token?: string) => {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
    const answer = await fetch(baseUrl + path, { method, headers, ...(body && { body: JSON.stringify(body) }) })
    expect(answer.ok, `${method} ${path}: ${answer.status}`).toBe(true)
    return (await answer.json()) as T
  }
  const { token } = await call<{ token: string }>('POST', '/api/auth/login', { email, password })
  return <T>(method: string, path: string, body?: object) => call<T>(method, path, body, token)
}

test.each([
  ['german', ["DateStyle = 'German'", "TimeZone = 'Pacific/Auckland'", 'default_transaction_read_only = on']],
  ['us', ["DateStyle = 'SQL, MDY'", "default_transaction_isolation = 'serializable'"]],
])(
  'a database set to %s dates keeps and gives dates and moments as any other',
  async (name, settings) => {
    const DATABASE_URL = await createDatabase(name, '', settings)
    const own = { DATABASE_URL, NEXTAUTH_SECRET }
    const product = await startProduct({ dataDir: path.join(dataDir, name), distDir, settings: own })
    try {
      const call = await signIn(product.baseUrl, DATABASE_URL)
      const stages = [{ name: 'Open' }, { name: 'Won' }]
      const { stages: made } = await call<Pipeline>('POST', '/api/pipelines', { name: 'A', stages })
      const body = { title: 'A', stageId: made[0]!.id, expectedCloseDate: '2026-03-29' }
      const deal = await call<Deal>('POST', '/api/deals', body)
      const won = await call<Deal>('PUT', `/api/deals/${deal.id}`, { stageId: made[1]!.id })
      const { items } = await call<{ items: Deal[] }>('GET', '/api/deals?order[expectedCloseDate]=ASC')
      for (const seen of [deal, won, ...items]) {
        expect(seen.expectedCloseDate).toBe('2026-03-29')
        for (const moment of [seen.createdAt, seen.updatedAt, seen.stageEnteredAt]) expect(moment).toMatch(MOMENT)
      }
      expect(Math.abs(Date.parse(won.updatedAt) - Date.now())).toBeLessThan(60_000)
      expect(won.closedAt).toMatch(MOMENT)
    } finally {
      await product.stop()
    }
  },
  60_000,
)

test('a database that cannot hold every text is refused at the start, in one sentence', async () => {
  const DATABASE_URL = await createDatabase('latin', "encoding 'LATIN1' locale_provider libc locale 'C'")
  const env = { DATABASE_URL, NEXTAUTH_SECRET, PORT: '0', DATA_DIR: path.join(dataDir, 'latin'), DIST_DIR: distDir }
  const { code, stderr } = await runScript('start.mjs', { env }).ended
  expect(code).toBe(1)
  expect(stderr).toMatch(/^penstock: the database is encoded in LATIN1, .*\n$/)
})
