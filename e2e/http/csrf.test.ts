import { parse as parseCookie } from 'cookie'
import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { signInByBrowser } from './support/browser-session'
import { Client, expectRefusal, ok } from './support/client'
import { digest, rows } from './support/database'
import { makeBoard } from './support/made'
import { pathOf, table } from './support/route-table'
import { BASE_URL } from './support/settings'
import { type Member, newAdmin } from './support/tenant'

const JSON_TYPE = 'application/json'
const FORM = 'application/x-www-form-urlencoded'
const { host } = new URL(BASE_URL)

type Origin = [name: string, headers: Record<string, string>]
const own: Origin[] = [
  ['our own Origin', { origin: `http://${host}` }],
  ['Sec-Fetch-Site: same-origin', { 'sec-fetch-site': 'same-origin', origin: `http://${host}` }],
]
const foreign: Origin[] = [
  ['a foreign Origin', { origin: 'https://evil.example' }],
  ['a foreign Origin that begins like ours', { origin: `http://${host}.evil.example` }],
  ['a foreign Origin that holds ours', { origin: `https://evil.example/?http://${host}` }],
  ['Origin: null', { origin: 'null' }],
  ['an Origin that is none', { origin: host }],
  ['no Origin', {}],
  ['Sec-Fetch-Site: cross-site', { 'sec-fetch-site': 'cross-site', origin: `http://${host}` }],
  ['Sec-Fetch-Site: same-site', { 'sec-fetch-site': 'same-site', origin: `http://${host}` }],
  ['Sec-Fetch-Site: none', { 'sec-fetch-site': 'none' }],
]
const TYPES = [JSON_TYPE, 'text/plain', FORM, 'multipart/form-data; boundary=x', '']

const writes = Object.entries(table).filter(
  ([name, { answers }]) => !name.startsWith('GET') && answers[1] < 300 && answers.at(-1) === 401,
)

describe('a write with the cookie of a browser', () => {
  let admin: Member
  let browser: Client
  beforeAll(async () => {
    admin = await newAdmin()
    browser = new Client({ cookie: (await signInByBrowser(admin)).cookie })
  })

  test('there are writes to try', () => expect(writes.length).toBeGreaterThan(8))

  test.each(writes)('%s is 403 from elsewhere and 415 unless it is JSON', async (name, { id, body }) => {
    const board = { ...(await makeBoard(admin)), roleId: crypto.randomUUID() }
    const ids: Record<string, string> = { pipeline: board.pipeline.id, deal: board.deal.id, contact: board.client.id }
    const path = pathOf(name, ids[id ?? ''] ?? board.roleId)
    const text = new TextEncoder().encode(JSON.stringify(body?.(board) ?? {}))
    const send = (type: string, headers: Record<string, string>) =>
      browser.send(name.split(' ')[0]!, path, { text, headers: { ...headers, 'content-type': type } })
    const before = await digest(admin.account.tenantId)
    for (const type of TYPES) {
      for (const [origin, headers] of foreign) {
        const answer = await send(type, headers)
        expect(answer.status, `${type} with ${origin}: ${answer.text}`).toBe(403)
      }
      if (type === JSON_TYPE) continue
      for (const [origin, headers] of own)
        expect((await send(type, headers)).status, `${type} with ${origin}`).toBe(415)
    }
    expect(await digest(admin.account.tenantId)).toBe(before)
  })

  test.each(own)('passes as JSON with %s', async (_, headers) => {
    const { deal } = await makeBoard(admin)
    const path = `/api/deals/${deal.id}`
    expect(ok(await browser.put(path, { title: 'From the board' }, headers))).toMatchObject({ version: 2 })
    const sent = await browser.delete(path, { ...headers, 'content-type': JSON_TYPE })
    expect(sent.status).toBe(204)
  })

  test('a read needs no origin', async () => {
    for (const [, headers] of foreign) ok(await browser.send('GET', '/api/deals', { headers }))
  })

  test('a token needs no origin either', async () => {
    const { deal } = await makeBoard(admin)
    for (const [, headers] of foreign) ok(await admin.put(`/api/deals/${deal.id}`, {}, headers))
  })

  test('a bad token is not backed by a good cookie', async () => {
    const headers = { authorization: 'Bearer bad', origin: `http://${host}` }
    expectRefusal(await browser.send('GET', '/api/deals', { headers }), 401)
  })
})

describe('the cookie', () => {
  test('is HttpOnly and SameSite=Lax', async () => {
    const { session } = await signInByBrowser(await newAdmin())
    expect(session).toMatch(/; HttpOnly/i)
    expect(session).toMatch(/; SameSite=Lax/i)
    expect(parseCookie(session)['next-auth.session-token']).toBeTruthy()
  })

  test('stops at once when its session is ended, and opens nothing when it is changed', async () => {
    const { cookie } = await signInByBrowser(await newAdmin())
    const [browser, forged] = [new Client({ cookie }), new Client({ cookie: cookie.slice(0, -2) })]
    ok(await browser.get('/api/user/me'))
    expectRefusal(await forged.get('/api/user/me'), 401)
    const headers = { origin: `http://${host}`, 'content-type': JSON_TYPE }
    expect((await browser.post('/api/auth/logout', undefined, headers)).status).toBe(204)
    expectRefusal(await browser.get('/api/user/me'), 401)
  })

  test('is not given for a wrong password or without the CSRF token', async () => {
    const { email, password } = (await newAdmin()).account
    for (const form of [
      { email, password: 'wrong', csrfToken: 'x', json: 'true' },
      { email, password, csrfToken: '', json: 'true' },
      { email, password, csrfToken: 'x'.repeat(64), json: 'true' },
    ]) {
      const answer = await fetch(`${BASE_URL}/api/auth/callback/credentials`, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams(form),
      })
      expect(answer.status).toBeLessThan(500)
      expect(answer.headers.getSetCookie().join()).not.toContain('session-token=ey')
    }
  })
})

test('an address that a browser claims to come from does not count when it signs in', async () => {
  const csrf = await fetch(`${BASE_URL}/api/auth/csrf`)
  const { csrfToken } = (await csrf.json()) as { csrfToken: string }
  const claimed = `10.9.8.${Math.floor(Math.random() * 250)}`
  const cookie = csrf.headers.getSetCookie().map((line) => line.split(';')[0])
  const answer = await fetch(`${BASE_URL}/api/auth/callback/credentials`, {
    method: 'POST',
    headers: { cookie: cookie.join('; '), 'x-client-address': claimed, 'x-forwarded-for': claimed },
    body: new URLSearchParams({ csrfToken, email: `${crypto.randomUUID()}@test.example`, password: 'wrong' }),
  })
  expect(answer.status).toBe(401)
  const counted = await rows<{ key: string }>(sql`select key from login_attempts where key like 'address:%'`)
  expect(counted.map(({ key }) => key)).toContain('address:127.0.0.1')
  expect(counted.map(({ key }) => key)).not.toContain(`address:${claimed}`)
})
