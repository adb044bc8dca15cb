import { createHmac } from 'node:crypto'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { Client, ok } from './support/client'
import { digest, rows } from './support/database'
import { liveDocument, type Problem, type Schema } from './support/documented'
import { makeBoard } from './support/made'
import { type Member, newAdmin, signIn } from './support/tenant'

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)
console.log(`hostile.test.ts: SEED=${seed}`)

/** Every answer is held against the document on the way, and none may be 5xx: see client.ts. */
const check = <T>(numRuns: number, values: fc.Arbitrary<T>, holds: (value: T) => Promise<void>) =>
  fc.assert(fc.asyncProperty(values, holds), { seed, numRuns, endOnFailure: true })

let admin: Member
let board: Awaited<ReturnType<typeof makeBoard>>
beforeAll(async () => {
  admin = await newAdmin()
  board = await makeBoard(admin)
})

describe('T10: whatever stands in Authorization, without a right token it is 401', () => {
  const ROUTES = ['/api/pipelines', '/api/user/me', '/api/organization-contact']
  const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const jwt = (header: object, claims: object, secret?: string) => {
    const signed = `${base64(header)}.${base64(claims)}`
    return `${signed}.${secret === undefined ? '' : createHmac('sha256', secret).update(signed).digest('base64url')}`
  }

  const refuse = async (authorization: string) => {
    for (const path of ROUTES) expect((await new Client({ authorization }).get(path)).status, authorization).toBe(401)
  }

  test('tokens that are almost right', async () => {
    const { token, tenantId, userId } = (await newAdmin()).account
    const expired = await signIn(tenantId, userId)
    await rows(sql`update access_tokens set expires_at = now() - interval '1 hour'
      where hash = encode(sha256(${expired}::bytea), 'hex')`)
    const claims = { sub: userId, sid: userId, tenantId, exp: 4_102_444_800 }
    const flipped = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`
    const almost = [
      ...['Bearer', 'Bearer ', token, `Basic ${token}`, `Token ${token}`, `Bearer ${flipped}`, `Bearer ${token}x`],
      ...[
        `Bearer ${token} x`,
        `Bearer  ${token}`,
        `Bearer "${token}"`,
        `Bearer ${token},${token}`,
        `Bearer ${expired}`,
      ],
      ...[`Bearer ${token.toUpperCase()}`, `Bearer%20${token}`, `Bearer ${'a'.repeat(8000)}`, `Bearer ${userId}`],
      ...[`Bearer ${jwt({ alg: 'none' }, claims)}`, `Bearer ${jwt({ alg: 'HS256' }, claims, '')}`],
      ...['Bearer null', 'Bearer undefined', "Bearer ' or 1=1 --", 'Bearer %00', 'Bearer [object Object]'],
    ]
    for (const authorization of almost) await refuse(authorization)
  })

  test('anything at all', async () => {
    const before = await digest(admin.account.tenantId)
    const visible = fc.integer({ min: 0x20, max: 0xff }).filter((code) => code < 0x7f || code > 0x9f)
    const garbage = fc.array(visible, { maxLength: 300 }).map((codes) => String.fromCharCode(...codes).trim())
    const scheme = fc.constantFrom('', 'Bearer ', 'bearer ', 'Basic ', 'Bearer pat_')
    const value = fc.tuple(scheme, garbage).map(([start, rest]) => start + rest)
    await check(60, value, refuse)
    expect(await digest(admin.account.tenantId)).toBe(before)
  })
})

describe('T22: text is stored as it came, or refused by name', () => {
  const fields: [path: string, field: string, max: number, body: (text: string) => object][] = [
    ['/api/deals', 'title', 300, (title) => ({ title, stageId: board.open })],
    ['/api/deals', 'lostReason', 2000, (lostReason) => ({ title: 'a', stageId: board.lost, lostReason })],
    ['/api/pipelines', 'name', 200, (name) => ({ name })],
    ['/api/pipelines', 'description', 2000, (description) => ({ name: 'a', description })],
    ['/api/pipelines', 'stages.0.name', 200, (name) => ({ name: 'a', stages: [{ name }] })],
    [
      '/api/pipelines',
      'stages.0.description',
      2000,
      (description) => ({ name: 'a', stages: [{ name: 'a', description }] }),
    ],
    ['/api/organization-contact', 'name', 300, (name) => ({ name })],
    ['/api/organization-contact', 'notes', 20_000, (notes) => ({ name: 'a', notes })],
    ['/api/organization-contact', 'primaryPhone', 100, (primaryPhone) => ({ name: 'a', primaryPhone })],
  ]
  const NAUGHTY = [
    ...[
      '\0',
      'a\0b',
      '\ud800',
      'a\udc00',
      '\ufeff',
      '\u200b',
      '\u202e',
      '\u0007',
      '\r\n',
      '\u2028',
      '\u00a0',
      '\\',
      '"',
    ],
    ...["'; drop table deals; --", '%s%n', '{{7*7}}', '<script>alert(1)</script>', '=1+1', '../../etc/passwd'],
    ...[
      'e\u0301',
      '\u00e9',
      'ﬀ',
      'İ',
      'ß',
      '👩‍👩‍👧‍👦',
      '🏳️‍🌈',
      'Ｆｕｌｌ',
      'ثم نفس',
      '\u{10ffff}',
      '\ufffd',
      'nan',
      'null',
      'true',
      '1e309',
    ],
    ...[
      '𝒳'.repeat(300),
      'z'.repeat(301),
      '\u0300'.repeat(200),
      ' '.repeat(500),
      `${' '.repeat(400)}x`,
      'x'.repeat(20_001),
    ],
  ]

  const isStorable = (
    text: string,
    max: number,
    { mayBeEmpty, mayBreak }: Record<'mayBeEmpty' | 'mayBreak', boolean>,
  ) => {
    const trimmed = text.trim()
    if (!text.isWellFormed() || [...trimmed].length > max) return false
    if (!trimmed) return mayBeEmpty && !text.includes('\0')
    const controls = trimmed.replace(mayBreak ? /[\t\n\v\f\r\x85]/g : '', '')
    return !/\p{Cc}/u.test(controls) && (mayBreak || !/[\u2028\u2029]/.test(trimmed)) && !isNothing(trimmed)
  }
  const isNothing = (text: string) => /^[\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]*$/u.test(text)

  describe.each(fields)('%s %s', (path, field, max, body) => {
    const at = (made: unknown) => field.split('.').reduce((value, key) => (value as Record<string, unknown>)[key], made)
    const may = { mayBeEmpty: !/name|title/.test(field), mayBreak: /description|notes|lostReason/.test(field) }

    const store = async (text: string) => {
      const answer = await admin.post<{ id: string }>(path, body(text))
      if (!isStorable(text, max, may)) {
        expect(answer.status, JSON.stringify(text)).toBe(400)
        expect((answer.body as unknown as Problem).errors?.map((error) => error.path)).toContain(field)
        return
      }
      const stored = text.trim() || null
      expect(at(ok(answer)), JSON.stringify(text)).toBe(stored)
      expect(at(ok(await admin.get(`${path}/${answer.body.id}`)))).toBe(stored)
    }

    test('naughty strings', async () => {
      for (const text of NAUGHTY) await store(text)
    })

    test('any code units', async () => {
      const text = fc.oneof(
        fc.string({ unit: 'binary', maxLength: 120 }),
        fc.string({ unit: 'grapheme', maxLength: 80 }),
      )
      await check(20, text, store)
    })
  })
})

describe('T24: a valid body with something wrong in it is refused or stored, never a fault', () => {
  const targets: [string, string, () => [string, object]][] = [
    ['POST', 'a deal', () => ['/api/deals', { title: 'a', stageId: board.open, clientId: board.client.id, amount: 1 }]],
    ['PUT', 'a deal', () => [`/api/deals/${board.deal.id}`, { title: 'b', probability: 5, beforeId: board.deal.id }]],
    ['POST', 'a pipeline', () => ['/api/pipelines', { name: 'a', stages: [{ name: 'a', index: 0, kind: 'open' }] }]],
    ['PUT', 'a pipeline', () => [`/api/pipelines/${board.pipeline.id}`, { stages: board.pipeline.stages }]],
    ['POST', 'a contact', () => ['/api/organization-contact', { name: 'a', primaryEmail: 'a@b.example' }]],
    ['POST', 'a log-in', () => ['/api/auth/refresh-token', { refresh_token: 'x' }]],
  ]
  const HARD = [
    '__proto__',
    'constructor',
    'toString',
    'id',
    'tenantId',
    'stages',
    'stageId',
    'amount',
    'probability',
    'name',
    '',
  ]
  const key = fc.oneof(fc.constantFrom(...HARD), fc.string({ maxLength: 8 }))
  const value = fc.oneof(
    fc.json({ maxDepth: 4 }),
    fc.constantFrom(
      '1e400',
      '-0',
      '9007199254740993',
      '"\\ud800"',
      '[[[[[[[[]]]]]]]]',
      '1e-7',
      '0.1e2',
      '{"a":{"b":{}}}',
    ),
    fc.constant(`${'['.repeat(50_000)}${']'.repeat(50_000)}`),
  )

  test.each(targets)('%s %s', async (method, _, target) => {
    const mutation = fc.tuple(fc.constantFrom('set', 'twice', 'nested', 'instead', 'cut'), key, value, fc.nat(200))
    const send = async ([how, name, json, position]: [string, string, string, number]) => {
      const [path, body] = target()
      const text = JSON.stringify(body)
      const member = `${JSON.stringify(name)}:${json}`
      const mutated = {
        set: `{${member},${text.slice(1)}`,
        twice: `${text.slice(0, -1)},${member},${member}}`,
        nested: `{${JSON.stringify(Object.keys(body)[0])}:{${member}}}`,
        instead: json,
        cut: text.slice(0, position) + json + text.slice(position),
      }[how]!
      const { status } = await admin.send(method, path, { text: mutated })
      expect([200, 201, 400, 401, 403, 409]).toContain(status)
    }
    await check(60, mutation, send)
    expect(ok(await admin.get<object>('/api/user/me'))).not.toHaveProperty('polluted')
  })

  test('200,000 nested lists, 10,000 keys and a million digits', async () => {
    const nested = `{"title":"a","stage":${'['.repeat(200_000)}${']'.repeat(200_000)}}`
    const keys = JSON.stringify(Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`k${i}`, i])))
    for (const text of [nested, keys, `{"amount":${'9'.repeat(1_000_000)}}`, `{"title":"${'x'.repeat(1_000_000)}"}`]) {
      const { status } = await admin.send('PUT', `/api/deals/${board.deal.id}`, { text })
      expect([200, 400]).toContain(status)
    }
  })
})

describe('T18: what stands in a query is a value, never a piece of SQL', () => {
  const PAYLOADS = [
    ...[
      "'",
      "''",
      '"',
      "' or '1'='1",
      "' or 1=1 --",
      "') or ('1'='1",
      '1; drop table deals',
      "'; select pg_sleep(5); --",
    ],
    ...[
      "' union select password_hash from users --",
      '1 or 1=1',
      '1)/**/or/**/(1=1',
      '$1',
      ':1',
      '?',
      '\\',
      "\\' or 1=1 --",
    ],
    ...[
      'name; --',
      'name desc',
      '"name"',
      'createdAt, (select 1)',
      'pg_sleep(5)',
      '%',
      '_',
      '*',
      'null',
      'true',
      'NaN',
      '-1',
      '1e9',
    ],
    ...[
      "E'\\x27'",
      '{"$ne":null}',
      '[]',
      '{}',
      'constructor',
      '__proto__',
      "a'||pg_sleep(5)||'",
      '٣',
      '１',
      "'\u02bc",
      '\u0000',
      '\ud800',
    ],
  ]

  let quiet: Member
  let only: typeof board
  beforeAll(async () => {
    quiet = await newAdmin()
    only = await makeBoard(quiet)
  })

  test('every parameter of every GET', async () => {
    const fields = await parameters()
    expect(fields.length).toBeGreaterThan(100)
    const { tenantId } = quiet.account
    const before = await digest(tenantId)
    const attack = fc.tuple(fc.constantFrom(...fields), fc.constantFrom(...PAYLOADS))
    await check(500, attack, async ([{ path, name }, payload]) => {
      const begun = performance.now()
      const query = `${encodeURIComponent(name)}=${encodeURIComponent(payload.toWellFormed())}`
      const { status, body } = await quiet.get<{ total: number } | number>(path, query)
      const label = `${path}?${name}=${payload}`
      expect(performance.now() - begun, label).toBeLessThan(4000)
      expect([200, 400, 403, 404], label).toContain(status)
      const filters = status === 200 && name.startsWith('where') && !/isActive|isArchived/.test(name)
      if (filters) expect(typeof body === 'number' ? body : body.total, label).toBe(0)
    })
    expect(await digest(tenantId)).toBe(before)
  })

  test('every text filter finds exactly what contains or equals the payload', async () => {
    const api = await newAdmin()
    const wellFormed = PAYLOADS.filter((payload) => payload.isWellFormed() && !payload.includes('\0'))
    for (const name of wellFormed) ok(await api.post('/api/organization-contact', { name: `[${name}]` }))
    for (const payload of wellFormed) {
      const { items } = ok(
        await api.get<{ items: { name: string }[] }>('/api/organization-contact', { where: { name: payload } }),
      )
      const expected = wellFormed.filter((name) => `[${name}]`.toLowerCase().includes(payload.toLowerCase()))
      expect(items.map(({ name }) => name).sort(), payload).toEqual(expected.map((name) => `[${name}]`).sort())
    }
  })

  /** Every query parameter of the live document, and a few that it does not have. */
  async function parameters() {
    const { paths } = await liveDocument()
    const ids = { pipelines: only.pipeline.id, deals: only.deal.id, 'organization-contact': only.client.id }
    return Object.entries(paths)
      .filter(
        ([path, { get }]) => get?.parameters?.some((given) => given.in === 'query') && path !== '/api/changes/stream',
      )
      .flatMap(([template, { get }]) => {
        const path = template.replace('{id}', ids[template.split('/')[2] as 'deals'])
        const names = get!
          .parameters!.filter((given) => given.in === 'query')
          .flatMap(({ name, schema }) => inBrackets(schema, name))
        return [...names, 'where[x]', 'order[x]', 'relations[]', 'x', 'where', 'order'].map((name) => ({ path, name }))
      })
  }

  function inBrackets(schema: Schema, name: string): string[] {
    const inner = Object.entries(schema.properties ?? {})
    return inner.length ? inner.flatMap(([key, value]) => inBrackets(value, `${name}[${key}]`)) : [name]
  }
})
