import type http from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createFront } from './front.mjs'

const APP = 'https://app.example'
const EXPOSED = [
  'etag',
  'idempotency-replayed',
  'location',
  'retry-after',
  'x-request-id',
  'ratelimit',
  'ratelimit-policy',
]

const answerOf = (path: string, res: http.ServerResponse) => {
  if (path === '/api/slow-down') return res.writeHead(429, { 'retry-after': '1' }).end()
  if (path === '/api/varied') return res.setHeader('vary', 'rsc').writeHead(401).end()
  res.writeHead(200, { 'content-type': 'application/json' })
}

async function open(corsOrigins?: string[]) {
  const front = createFront({ corsOrigins })
  const url = await front.listen({ host: '127.0.0.1', port: 0 })
  const handle = (req: http.IncomingMessage, res: http.ServerResponse) => {
    answerOf(req.url ?? '', res)
    if (!res.writableEnded) res.end(JSON.stringify(req.headers))
  }
  return { ...front, url, ready: () => front.open(handle) }
}

const asking = (origin: string, method = 'PUT') => ({
  method: 'OPTIONS',
  headers: {
    origin,
    'access-control-request-method': method,
    'access-control-request-headers': 'authorization,content-type,tenant-id',
  },
})
const crossing = ({ headers }: Response) =>
  [...headers.keys()].filter((name) => name.startsWith('access-control-')).sort()

describe('pages of a listed origin', () => {
  let front: Awaited<ReturnType<typeof open>>
  beforeAll(async () => {
    front = await open([APP, 'http://localhost:4200'])
  })
  afterAll(() => front.close())

  test('may ask before the server is ready, and read that it is not', async () => {
    expect((await fetch(`${front.url}/api/deals`, asking(APP))).status).toBe(204)
    const answer = await fetch(`${front.url}/api/deals`, { headers: { origin: APP } })
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([503, APP])
    front.ready()
  })

  test('are told without a token what they may send', async () => {
    const { status, headers } = await fetch(`${front.url}/api/deals/1`, asking('http://localhost:4200'))
    expect([status, headers.get('access-control-allow-origin')]).toEqual([204, 'http://localhost:4200'])
    expect(headers.get('access-control-allow-methods')).toBe('GET, HEAD, POST, PUT, DELETE')
    expect(headers.get('access-control-allow-headers')).toMatch(/^authorization, content-type, if-match, .*, \*$/)
    expect(Number(headers.get('access-control-max-age'))).toBeGreaterThan(0)
    expect([headers.get('vary'), headers.get('access-control-allow-credentials')]).toEqual(['Origin', null])
  })

  test.each([
    ['/api/deals', 200],
    ['/api/slow-down', 429],
    ['/api/varied', 401],
    ['/api/%ff', 400],
  ])('read every answer: %s is %i', async (path, expected) => {
    const { status, headers } = await fetch(front.url + path, { headers: { origin: APP } })
    expect([status, headers.get('access-control-allow-origin')]).toEqual([expected, APP])
    expect(headers.get('access-control-expose-headers')?.split(', ')).toEqual(expect.arrayContaining(EXPOSED))
    expect(headers.get('access-control-allow-credentials')).toBeNull()
    expect(headers.get('vary')?.split(', ')).toContain('Origin')
  })

  test('are nobody by a cookie, and somebody by a token', async () => {
    const headers = { origin: APP, cookie: 'next-auth.session-token=x', authorization: 'Bearer x' }
    const seen = (await (await fetch(`${front.url}/api/deals`, { headers })).json()) as http.IncomingHttpHeaders
    expect(seen).toMatchObject({ authorization: 'Bearer x' })
    expect(seen).not.toHaveProperty('cookie')
  })

  test('get nothing outside of the API', async () => {
    expect(crossing(await fetch(`${front.url}/pipelines`, { headers: { origin: APP } }))).toEqual([])
    expect((await fetch(`${front.url}/pipelines`, asking(APP))).status).toBe(405)
  })

  test.each(['https://evil.example', 'https://app.example.evil.example', 'http://app.example', 'null'])(
    'are not those of %s',
    async (origin) => {
      for (const request of [{ headers: { origin, cookie: 'a=b' } }, asking(origin)]) {
        const answer = await fetch(`${front.url}/api/deals`, request)
        expect([crossing(answer), answer.headers.get('vary')]).toEqual([[], 'Origin'])
      }
    },
  )

  test('are not our own, which keep their cookie', async () => {
    const own = await open()
    const { host } = new URL(own.url)
    await own.close()
    const front = createFront({ corsOrigins: [`http://${host}`] })
    const url = await front.listen({ host: '127.0.0.1', port: Number(host.split(':')[1]) })
    front.open((req, res) => res.end(JSON.stringify(req.headers)))
    const answer = await fetch(`${url}/api/deals`, { headers: { origin: `http://${host}`, cookie: 'a=b' } })
    expect(await answer.json()).toMatchObject({ cookie: 'a=b' })
    await front.close()
  })
})

test('without a list nobody gets a header of it', async () => {
  const front = await open()
  front.ready()
  for (const request of [{ headers: { origin: APP } }, asking(APP)]) {
    const answer = await fetch(`${front.url}/api/deals`, request)
    expect([crossing(answer), answer.headers.get('vary')]).toEqual([[], null])
  }
  await front.close()
})
