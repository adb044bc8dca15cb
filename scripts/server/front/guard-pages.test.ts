import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { guardPages } from './guard-pages.mjs'

const database = { isAway: false, failedAt: -1 }
let answers: (res: http.ServerResponse) => void
let server: http.Server
let base: string

beforeEach(async () => {
  Object.assign(database, { isAway: false, failedAt: -1 })
  answers = (res) => res.end('by Next')
  const pages = guardPages(
    { isDatabaseAway: () => database.isAway, hasFailedSince: (moment: number) => database.failedAt >= moment },
    (_req, res) => answers(res),
  )
  server = http.createServer((req, res) => pages(req, res))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => server.close())

const get = (path: string, init: RequestInit = {}) => fetch(base + path, init)

test('while the database is away pages say so, in the theme of the reader, with a way to try again', async () => {
  database.isAway = true
  const answer = await get('/deals/1?a=b', { headers: { cookie: 'theme=dark' } })
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('2')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const page = await answer.text()
  expect(page).toContain('The database does not answer right now')
  expect(page).toContain('<a href="">Try again</a>')
  expect(page).toContain('data-theme="dark"')
  expect((await get('/contacts?q=ann@acme.com')).status).toBe(503)
  expect(await (await get('/', { method: 'HEAD' })).text()).toBe('')
  expect(await (await get('/', { headers: { cookie: 'theme="><script>' } })).text()).not.toContain('"><script>')
})

test.each(['/icon.svg', '/_next/image.png?w=1', '/api/auth/csrf'])('%s needs no database', async (path) => {
  database.isAway = true
  expect(await (await get(path)).text()).toBe('by Next')
})

const failing = (failure: () => void) => (res: http.ServerResponse) => {
  failure()
  res.statusCode = 500
  res.end('This page could not be shown')
}

test('a page that failed for want of an answer is 503, any other failure stays 500', async () => {
  answers = failing(() => {
    database.failedAt = performance.now()
  })
  const answer = await get('/deals')
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2'])
  expect(await answer.text()).toBe('This page could not be shown')
  answers = failing(() => {})
  expect((await get('/deals')).status).toBe(500)
})
