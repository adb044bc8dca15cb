import { beforeAll, describe, expect, test } from 'vitest'
import { plainAddress } from './support/documented'
import { makeBoard } from './support/made'
import { METHODS, routesOnDisk } from './support/route-files'
import { type Own, pathOf, table } from './support/route-table'
import { BASE_URL } from './support/settings'
import { type Member, newTenant } from './support/tenant'

const { PLAIN_URL } = process.env
if (!PLAIN_URL) throw new Error('PLAIN_URL must name the same product served by next start alone.')

/** What a handler says; the rest of the headers is the server's, as is the coding of the body. */
const HEADERS = ['content-type', 'cache-control', 'etag', 'allow', 'www-authenticate', 'retry-after', 'location']

type Sent = {
  method: string
  path: string
  member?: Member | undefined
  body?: string
  headers?: Record<string, string>
}

async function ask(base: string, { method, path, member, body, headers }: Sent) {
  const response = await fetch(base + path, {
    method,
    redirect: 'manual',
    headers: {
      'accept-encoding': 'identity',
      ...(member && { authorization: `Bearer ${member.account.token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body }),
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: Object.fromEntries(HEADERS.map((name) => [name, response.headers.get(name)])),
    text: text
      .replace(/"requestId":"[^"]*"/, '"requestId":""')
      .replace(/"instance":"([^"]*)"/, (_, address) => plainAddress(address)),
  }
}

async function expectAlike(sent: Sent) {
  const [direct, plain] = [await ask(BASE_URL, sent), await ask(PLAIN_URL!, sent)]
  expect(direct, `${sent.method} ${sent.path} ${sent.body ?? ''}`).toEqual(plain)
  return direct
}

let admin: Member
let viewer: Member
let own: Own

beforeAll(async () => {
  const members = await newTenant('ADMIN', 'VIEWER')
  admin = members.ADMIN
  viewer = members.VIEWER
  const { items } = (await admin.get<{ items: { id: string }[] }>('/api/roles')).body
  own = { ...(await makeBoard(admin)), roleId: items[0]!.id }
})

const QUERIES = [
  '',
  '?',
  '?&&=',
  '?take=1',
  '?take=x',
  '?nonsense=1',
  '?relations[]=stage',
  '?a=1;b=2',
  '??',
  '?take=1?',
]
const FILTERS = ['a+b', 'a%20b', 'ü', '%C3%BC', '%ff', '%', '%zz', '%00', 'a%26b', '<>"', "'", '|{}^`']
const BODIES = ['', '{', '[]', '{"nonsense":1}', '"\\ud800"', JSON.stringify({ name: 'x'.repeat(1000) })]
const STRANGE_IDS = ['01900000-0000-7000-8000-000000000000', 'nothing', 'pagination', 'count', '__proto__', 'é', 'a b']
const STRANGE_PATHS = ['%30', 'a%2Fb', '..', '.']
/** Answers that hold a token made anew each time, and the address served. */
const OWN_ANSWERS = ['/api/auth/csrf', '/api/auth/providers']

const paths = [...new Set((await routesOnDisk()).map(({ path }) => path))].filter((path) => !OWN_ANSWERS.includes(path))

function* requestsTo(path: string): Generator<Sent> {
  const rows = METHODS.map((method) => `${method} ${path}`).filter((name) => name in table)
  const noun = rows.map((name) => table[name]!.id).find((id) => id)
  const ids: Record<string, string> = {
    pipeline: own.pipeline.id,
    deal: own.deal.id,
    contact: own.client.id,
    role: own.roleId,
    view: crypto.randomUUID(),
    // One of its own would be taken back by the first of the two that are compared.
    batch: crypto.randomUUID(),
    undoneDeal: crypto.randomUUID(),
    undoneBatch: crypto.randomUUID(),
  }
  const here = pathOf(rows[0]!, ids[noun ?? ''] ?? '')
  const isEndless = rows.some((name) => table[name]!.endless)
  for (const method of METHODS) {
    yield { method, path: here }
    const ends = method === 'DELETE' || path.endsWith('/logout') || (isEndless && /GET|HEAD/.test(method))
    if (ends) continue
    yield { method, path: here, member: admin }
    yield { method, path: here, member: viewer }
    if (method === 'GET') {
      for (const query of QUERIES) yield { method, path: here + query, member: admin }
      for (const value of FILTERS) yield { method, path: `${here}?where[name]=${value}`, member: admin }
    }
    if (/POST|PUT/.test(method)) for (const body of BODIES) yield { method, path: here, member: admin, body }
  }
  const member = admin
  for (const id of path.includes('{id}') ? [...STRANGE_IDS, ...STRANGE_PATHS] : [])
    yield { method: 'GET', path: path.replace('{id}', id), member }
  for (const strange of isEndless ? [] : [`${here}/`, `${here}/more`]) yield { method: 'GET', path: strange, member }
}

describe('called directly or through Next, an address is answered alike', () => {
  test.each(paths)('%s', async (path) => {
    for (const sent of requestsTo(path)) await expectAlike(sent)
  })

  test('writes and their refusals too', async () => {
    const path = `/api/deals/${own.deal.id}`
    const write = (body: object, headers = {}) =>
      expectAlike({ method: 'PUT', path, member: admin, body: JSON.stringify(body), headers })
    expect((await write(own.deal)).status).toBe(200)
    expect((await write({}, { 'if-match': '"99"' })).status).toBe(412)
    expect((await write({}, { 'if-match': 'nonsense' })).status).toBe(400)
    expect((await write({ stageId: crypto.randomUUID() })).status).toBe(400)
    expect((await write({}, { 'tenant-id': crypto.randomUUID() })).status).toBe(403)
    expect((await write({}, { 'content-type': 'text/plain' })).status).toBe(415)
  })
})
