import { describe, expect, test } from 'vitest'
import type { Contact } from '@/lib/contacts/schema'
import type { Deal } from '@/lib/deals/schema'
import type { LostReasons } from '@/lib/lost-reasons/schema'
import type { Pipeline } from '@/lib/pipelines/schema'
import type { Role } from '@/lib/roles/schema'
import { Client, expectRefusal, ok, stranger, withoutRequestId } from './support/client'
import { liveDocument } from './support/documented'
import { makeBoard } from './support/made'
import { METHODS } from './support/route-files'
import { newAdmin, newTenant } from './support/tenant'

const PROBLEM = ['type', 'title', 'status', 'detail', 'instance', 'code', 'statusCode', 'message', 'error', 'requestId']

describe('a refusal', () => {
  test('has the members of RFC 9457 and those of the existing clients', async () => {
    const admin = await newAdmin()
    const answer = await admin.get(`/api/deals/${crypto.randomUUID()}`)
    const problem = expectRefusal(answer, 404)
    expect(Object.keys(problem).sort()).toEqual(PROBLEM.sort())
    expect(problem).toMatchObject({ title: 'Not Found', error: 'Not Found', statusCode: 404, message: problem.detail })
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
  })

  test('of validation lists what is wrong, in words and by path', async () => {
    const problem = expectRefusal(await (await newAdmin()).post('/api/deals', { title: '', foo: 1 }), 400)
    expect(Object.keys(problem).sort()).toEqual([...PROBLEM, 'errors'].sort())
    expect(problem.errors!.map(({ path }) => path).sort()).toEqual(['foo', 'stageId', 'title'])
    expect(problem.message).toEqual(problem.errors!.map(({ path, message }) => `${path}: ${message}`))
  })

  test('has the id of its own request', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => stranger.get('/api/deals')))
    expect(new Set(answers.map((answer) => expectRefusal(answer, 401).requestId)).size).toBe(3)
  })

  test('of an address that is not here is 404 for every method', async () => {
    const signIn = ['/api/auth', '/api/auth/x/y', '/api/auth/signin', '/api/auth/error', '/api/auth/_log']
    for (const path of ['/api/nothing', '/api/deals/1/2/3', '/api', '/api/pipelines/x/y', ...signIn]) {
      for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])
        expectRefusal(await stranger.send(method, path), 404)
      expect((await stranger.send('HEAD', path)).status).toBe(404)
    }
  })
})

describe('401', () => {
  test.each([
    ['no token', {}],
    ['no such token', { authorization: `Bearer pat_${'a'.repeat(43)}` }],
    ['another scheme', { authorization: `Basic ${btoa('admin:admin')}` }],
    ['an empty one', { authorization: 'Bearer ' }],
    ['a session cookie that is none', { cookie: 'next-auth.session-token=x' }],
  ])('for %s, with WWW-Authenticate: Bearer', async (_, headers) => {
    const answer = await new Client(headers as Record<string, string>).get('/api/deals')
    expectRefusal(answer, 401)
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
  })

  test('for a bad token even when the cookie is good', async () => {
    expectRefusal(await new Client({ authorization: 'Bearer bad', cookie: 'a=b' }).get('/api/deals'), 401)
  })
})

test('405 names in Allow what there is, for every path of the document', async () => {
  const { paths } = await liveDocument()
  for (const [template, item] of Object.entries(paths)) {
    const path = template.replace('{id}', crypto.randomUUID())
    const own = Object.keys(item).map((method) => method.toUpperCase())
    const implied = [...own, 'OPTIONS', ...(own.includes('GET') ? ['HEAD'] : [])]
    const options = await stranger.send('OPTIONS', path)
    expect([options.status, options.headers.get('allow')?.split(', ').sort()], path).toEqual([204, implied.sort()])
    for (const method of METHODS.filter((method) => !implied.includes(method))) {
      const answer = await stranger.send(method, path)
      expect([answer.status, answer.headers.get('allow')?.split(', ').sort()], `${method} ${path}`).toEqual([
        405,
        implied,
      ])
    }
  }
})

test('HEAD answers as GET does, without a body', async () => {
  const admin = await newAdmin()
  const { deal } = await makeBoard(admin)
  for (const [path, status] of [
    [`/api/deals/${deal.id}`, 200],
    [`/api/deals/${crypto.randomUUID()}`, 404],
    ['/api/pipelines', 200],
  ] as const)
    expect((await admin.send('HEAD', path)).status).toBe(status)
  expect((await stranger.send('HEAD', '/api/pipelines')).status).toBe(401)
  expect((await stranger.send('HEAD', '/api/auth/session')).status).toBe(200)
})

describe('If-Match', () => {
  const nouns = {
    pipeline: { path: '/api/pipelines', change: { name: 'B' } },
    deal: { path: '/api/deals', change: { title: 'B' } },
    client: { path: '/api/organization-contact', change: { name: 'B' } },
  } as const
  describe.each(Object.entries(nouns))('on a %s', (noun, { path: base, change }) => {
    const make = async () => {
      const admin = await newAdmin()
      const made = (await makeBoard(admin))[noun as keyof typeof nouns]
      return { admin, made, path: `${base}/${made.id}` }
    }

    test('the ETag of an answer is good for the next write, once', async () => {
      const { admin, path } = await make()
      const seen = (await admin.get(path)).headers.get('etag')!
      expect(seen).toMatch(/^"1(-gzip)?"$/)
      const written = await admin.put(path, change, { 'if-match': seen })
      ok(written)
      expect(written.headers.get('etag')).toMatch(/^"2(-gzip)?"$/)
      expectRefusal(await admin.put(path, change, { 'if-match': seen }), 412)
    })

    test('a stale one is 412 with the state as it is now, and writes nothing', async () => {
      const { admin, path } = await make()
      const current = ok(await admin.put<Pipeline | Deal | Contact>(path, change))
      for (const ifMatch of ['"1"', 'W/"1"', '"1-gzip"', '"7"']) {
        const changed = noun === 'deal' ? (ifMatch === '"7"' ? [] : ['title']) : undefined
        const headers = { 'if-match': ifMatch }
        for (const answer of [await admin.put(path, {}, headers), await admin.delete(path, headers)]) {
          const refusal = expectRefusal(answer, 412)
          expect([refusal.current, refusal.changed]).toEqual([current, changed])
        }
      }
      expect(ok(await admin.get(path))).toEqual(current)
    })

    test('the right one and * pass for PUT and DELETE', async () => {
      const { admin, path } = await make()
      ok(await admin.put(path, change, { 'if-match': '*' }))
      expect((await admin.delete(path, { 'if-match': '"2"' })).status).toBe(204)
    })

    test('one that is no ETag is 400', async () => {
      const { admin, path } = await make()
      for (const ifMatch of ['1', '"one"', '"1" "2"', '"1", 2', '"1",', '*, "1"', '"-1"'])
        expectRefusal(await admin.put(path, change, { 'if-match': ifMatch }), 400, 'If-Match')
    })

    test('of a list one that is current will do', async () => {
      const { admin, path } = await make()
      ok(await admin.put(path, change, { 'if-match': '"9", W/"1-br","3"' }))
      expectRefusal(await admin.put(path, {}, { 'if-match': '"9", "1"' }), 412)
      ok(await admin.put(path, {}, { 'if-match': '*' }))
      expectRefusal(await admin.put(path.replace(/[^/]+$/, crypto.randomUUID()), change, { 'if-match': '*' }), 404)
    })
  })

  test('holds for roles and for the lost reasons, whose lists say their versions', async () => {
    const admin = await newAdmin()
    const { items } = ok(await admin.get<{ items: Role[] }>('/api/roles'))
    const { id, version } = items.find(({ name }) => name === 'VIEWER')!
    const reasons = await admin.get<LostReasons>('/api/lost-reasons')
    expect(reasons.headers.get('etag')).toBe(`"${reasons.body.version}"`)
    for (const [path, seen, body] of [
      [`/api/roles/${id}`, `"${version}"`, { permissions: [] }],
      ['/api/lost-reasons', reasons.headers.get('etag')!, { items: ['Price'] }],
    ] as const) {
      const written = await admin.put(path, body, { 'if-match': seen })
      expect(written.headers.get('etag')).toBe('"2"')
      expect(expectRefusal(await admin.put(path, body, { 'if-match': seen }), 412).current).toEqual(ok(written))
    }
  })
})

describe('the order of checks is 401, 403, then 400, then 404', () => {
  const everyFault = { title: '', foo: 1 }

  test.each(['not-a-uuid', 'unknown'])('for the id %s', async (which) => {
    const { ADMIN, VIEWER } = await newTenant('ADMIN', 'VIEWER')
    const path = `/api/deals/${which === 'unknown' ? crypto.randomUUID() : which}`
    expectRefusal(await stranger.put(path, everyFault), 401)
    expectRefusal(await VIEWER.put(path, everyFault), 403)
    expectRefusal(await VIEWER.send('PUT', path, { text: '{', headers: { 'content-type': 'text/plain' } }), 403)
    expectRefusal(await stranger.send('PUT', path, { text: '{', headers: { 'content-type': 'text/plain' } }), 401)
    expect(expectRefusal(await ADMIN.put(path, everyFault), 400).errors!.length).toBeGreaterThan(0)
    expectRefusal(await ADMIN.put(path, { title: 'a' }), which === 'unknown' ? 404 : 400)
    expectRefusal(await ADMIN.put(path, { title: 'a', tenantId: crypto.randomUUID() }), 403)
    expectRefusal(await ADMIN.put(path, { ...everyFault, tenantId: crypto.randomUUID() }), 403)
  })

  test('for queries', async () => {
    const { ADMIN, VIEWER } = await newTenant('ADMIN', 'VIEWER')
    const path = `/api/pipelines/${crypto.randomUUID()}`
    expectRefusal(await stranger.get('/api/roles', 'x=1'), 401)
    expectRefusal(await VIEWER.get('/api/roles', 'x=1'), 403)
    expectRefusal(await stranger.get(path, 'relations=x'), 401)
    expect((await ADMIN.get(path, 'relations=x')).status).toBe(400)
    expectRefusal(await ADMIN.get(path), 404)
  })

  test('a body that names an unknown stage is 400 before the unknown pipeline is 404', async () => {
    const admin = await newAdmin()
    const path = `/api/pipelines/${crypto.randomUUID()}`
    expectRefusal(await admin.put(path, { stages: [{ name: '' }] }), 400, 'stages.0.name')
    expectRefusal(await admin.put(path, { moveDealsTo: crypto.randomUUID() }), 400, 'moveDealsTo')
  })
})

test('a foreign id and a random one get the same answer, byte for byte', async () => {
  const [admin, other] = [await newAdmin(), await newAdmin()]
  const { pipeline, deal, client } = await makeBoard(other)
  for (const [base, id] of [
    ['/api/pipelines', pipeline.id],
    ['/api/deals', deal.id],
    ['/api/organization-contact', client.id],
  ] as const)
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const body = method === 'PUT' ? {} : undefined
      const foreign = await admin.send(method, `${base}/${id}`, { body })
      const random = await admin.send(method, `${base}/${crypto.randomUUID()}`, { body })
      expectRefusal(foreign, 404)
      expect(withoutRequestId(foreign)).toBe(withoutRequestId(random))
    }
})

describe('static routes win over [id] and over the catch-all', () => {
  test('count and pagination are no ids', async () => {
    const admin = await newAdmin()
    for (const noun of ['pipelines', 'deals', 'organization-contact'])
      expect(ok(await admin.get(`/api/${noun}/pagination`))).toEqual({ items: [], total: 0 })
    for (const noun of ['pipelines', 'deals']) expect(ok(await admin.get(`/api/${noun}/count`))).toBe(0)
  })

  test('login, refresh-token, logout and authenticated are ours', async () => {
    expectRefusal(await stranger.post('/api/auth/login', {}), 400, 'email', 'password')
    expectRefusal(await stranger.post('/api/auth/refresh-token', {}), 400, 'refresh_token')
    expectRefusal(await stranger.post('/api/auth/logout'), 401)
    expect(ok(await stranger.get('/api/auth/authenticated'))).toBe(false)
    expectRefusal(await stranger.get('/api/auth/login'), 405)
  })
})
