import { once } from 'node:events'
import http from 'node:http'
import net from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type ErrorCode, statusOf as statusOfCode } from '../../../lib/errors'
import { createFront } from './front.mjs'
import { CODES } from './problem.mjs'

type Handler = (req: http.IncomingMessage, res: http.ServerResponse) => unknown
type Seen = { headers: http.IncomingHttpHeaders }

const undo: (() => unknown)[] = []
const closing: Promise<unknown>[] = []

afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})
afterAll(() => Promise.all(closing))

/** A front lets connections that are open ask once more, for which no test needs to wait. */
const closeLater = (close: () => Promise<unknown>) => undo.push(() => void closing.push(close()))

const echo: Handler = (req, res) => {
  res.setHeader('content-type', 'application/json')
  res.end(JSON.stringify({ headers: req.headers, url: req.url }))
}

async function open(handler: Handler = echo, options: Parameters<typeof createFront>[0] = {}) {
  const front = createFront(options)
  const url = await front.listen({ host: '127.0.0.1', port: 0 })
  front.open(handler)
  closeLater(front.close)
  return { ...front, url, port: Number(new URL(url).port) }
}

/** Writes bytes and reads until the other side closes, or falls silent after an answer. */
async function raw(port: number, bytes: string) {
  const socket = net.connect(port, '127.0.0.1')
  undo.push(() => socket.destroy())
  socket.on('error', () => {})
  let answer = ''
  socket.on('data', (chunk) => {
    answer += chunk.toString('latin1')
    socket.setTimeout(100)
  })
  socket.setTimeout(2000, () => socket.destroy())
  socket.write(bytes, 'latin1')
  await once(socket, 'close')
  return answer
}

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1])
const request = (line: string, ...headers: string[]) =>
  `${[`${line} HTTP/1.1`, 'host: penstock', ...headers].join('\r\n')}\r\n\r\n`

const refused = {
  TRACE: request('TRACE /'),
  CONNECT: request('CONNECT penstock:443'),
  'a known but foreign method': request('PROPFIND /api/deals'),
  'an unknown method': request('BREW /api/deals'),
  'a write to a page': request('POST /pipelines', 'content-length: 0'),
  'a byte that is no UTF-8': request('GET /%ff'),
  'half a percent code': request('GET /api/%e0%a4%a'),
  'an encoded NUL': request('GET /api/deals/%00'),
  'a raw NUL': request('GET /api/\0'),
  'a path of another site': request('GET //evil.example/x'),
  'a backslash': request('GET /\\evil.example'),
  'a whole address': request('GET http://evil.example/'),
  'a web socket': request('GET /', 'connection: upgrade', 'upgrade: websocket', 'sec-websocket-key: x'),
  'a compressed body': request('POST /api/deals', 'content-encoding: gzip', 'content-length: 2'),
  'a body over 1 MiB': request('POST /api/deals', 'content-length: 1048577'),
  'an expected body over 1 MiB': request('POST /api/deals', 'content-length: 1048577', 'expect: 100-continue'),
  'two lengths': request('POST /api/deals', 'content-length: 2', 'content-length: 3'),
  'a length and chunks': request('POST /api/deals', 'content-length: 2', 'transfer-encoding: chunked'),
  'an unknown transfer encoding': request('POST /api/deals', 'transfer-encoding: cow'),
  'a folded header': 'GET / HTTP/1.1\r\nhost: penstock\r\nx-a: 1\r\n 2\r\n\r\n',
  'a bare line feed': 'GET / HTTP/1.1\nhost: penstock\n\n',
  'no host': 'GET / HTTP/1.1\r\n\r\n',
  'HTTP/0.9': 'GET /\r\n\r\n',
  'a header of 100 KB': request('GET /', `x-a: ${'a'.repeat(100_000)}`),
  'no HTTP at all': '\x16\x03\x01\x02\x00\x01',
}

describe('refuses, and answers the next request', () => {
  const front = createFront()
  let url = ''
  beforeAll(async () => {
    url = await front.listen({ host: '127.0.0.1', port: 0 })
    front.open(echo)
  })
  afterAll(front.close)

  test.each(Object.entries(refused))('%s', async (_what, bytes) => {
    const answer = await raw(Number(new URL(url).port), bytes)
    if (answer) expect(statusOf(answer)).toSatisfy((status: number) => status >= 400 && status < 500)
    expect((await fetch(`${url}/`)).status).toBe(200)
  })
})

test('a demo answers to no name that was made to point to it', async () => {
  const { port } = await open(echo, { localOnly: true })
  for (const host of ['localhost:3000', '127.0.0.1', '[::1]:80'])
    expect(statusOf(await raw(port, `GET / HTTP/1.1\r\nhost: ${host}\r\n\r\n`))).toBe(200)
  for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example'])
    expect(statusOf(await raw(port, `GET / HTTP/1.1\r\nhost: ${host}\r\n\r\n`))).toBe(421)
})

test('says what is wrong as problem details under /api', async () => {
  const { port } = await open()
  const answer = await raw(port, request('GET /api/%ff?x=1'))
  expect(answer).toMatch(/content-type: application\/problem\+json/)
  const body = JSON.parse(answer.split('\r\n\r\n')[1] ?? '')
  expect(body).toMatchObject({
    type: 'about:blank',
    title: 'Bad Request',
    status: 400,
    statusCode: 400,
    error: 'Bad Request',
  })
  expect(body).toMatchObject({
    instance: '/api/%ff?x=1',
    code: 'bad_request',
    detail: body.message,
    requestId: expect.stringMatching(/^[\da-f-]{36}$/),
  })
  expect(answer).toContain(`x-request-id: ${body.requestId}`)
  expect(await raw(port, request('BREW /api'))).toMatch(/application\/problem\+json/)
})

test('its codes are those of the API, by their statuses', () => {
  for (const [status, code] of Object.entries(CODES)) expect(statusOfCode(code as ErrorCode)).toBe(Number(status))
})

const unreadable = ['//api/deals', '/api//deals', '/./api/deals', '/api/../pipelines', '/api/%2e%2e/pipelines', '/api%']
const elsewhere = ['/%61pi/deals', '/api%2fdeals', '/API/deals', '/api;x']
test.each([
  ...[...unreadable, '/\\api/deals', 'http://penstock/api/deals'].map((address) => [address, 400] as const),
  ...elsewhere.map((address) => [address, 404] as const),
])('an address of the API that is spelt as %s is %i in the words of the API', async (address, status) => {
  const { port } = await open()
  const ask = async (method: string) => {
    const answer = await raw(port, request(`${method} ${address}`, 'content-length: 0'))
    expect(statusOf(answer), method).toBe(method === 'TRACE' ? 405 : status)
    expect(answer, method).toMatch(/content-type: application\/problem\+json/)
    expect(answer, method).toMatch(/x-request-id: [\da-f-]{36}/)
  }
  await Promise.all(['GET', 'HEAD', 'POST', 'OPTIONS', 'TRACE'].map(ask))
})

test('a page whose address only looks like one of the API is a page', async () => {
  const { url } = await open()
  for (const path of ['/apiary', '/api-docs', '/api.html', '/pipelines/api', '/_api', '/a'])
    expect((await fetch(url + path)).status, path).toBe(200)
})

test.each([
  ['/pipelines/1?deal=2&q=a%26b', '/pipelines/1?deal=2&q=a%26b'],
  ['/pipelines/1?_rsc=1a2b', '/pipelines/1'],
  ['/pipelines/1?deal=2&_rsc=1a2b', '/pipelines/1?deal=2'],
  ['/pipelines/1?_rsc=1a2b&deal=2', '/pipelines/1?deal=2'],
])('hands on %j as the address of the page, whatever the client says', async (address, expected) => {
  const { port } = await open()
  const answer = await raw(port, request(`GET ${address}`, 'x-address: /elsewhere'))
  expect(answer).toContain(`"x-address":"${expected}"`)
})

test('names the methods that a page allows', async () => {
  const { url } = await open()
  const answer = await fetch(`${url}/pipelines`, { method: 'DELETE' })
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  expect((await fetch(`${url}/api/deals`, { method: 'DELETE' })).status).toBe(200)
})

test('answers many requests sent in one go', async () => {
  const { port } = await open()
  const answer = await raw(port, request('GET /').repeat(200))
  expect(answer.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(200)
})

test('ignores an offer to speak HTTP/2', async () => {
  const { port } = await open()
  expect(statusOf(await raw(port, request('GET /', 'connection: upgrade', 'upgrade: h2c')))).toBe(200)
})

test('gives each request an id and an address that the client cannot choose', async () => {
  const { url } = await open()
  const headers = {
    'x-request-id': 'mine',
    'x-client-address': '9.9.9.9',
    'x-forwarded-for': '9.9.9.9',
    'x-forwarded-host': 'evil',
  }
  const answer = await fetch(url, { headers })
  const seen = (await answer.json()) as Seen
  expect(seen.headers['x-request-id']).toMatch(/^[\da-f-]{36}$/)
  expect(seen.headers['x-request-id']).toBe(answer.headers.get('x-request-id'))
  expect(seen.headers['x-client-address']).toBe('127.0.0.1')
  expect(seen.headers).not.toHaveProperty('x-forwarded-for')
  expect(seen.headers).not.toHaveProperty('x-forwarded-host')
})

test.each([
  [1, '9.9.9.9, 10.0.0.7', '10.0.0.7'],
  [2, '9.9.9.9, 10.0.0.7, 10.0.0.8', '10.0.0.7'],
  [1, 'nonsense', '127.0.0.1'],
  [1, '', '127.0.0.1'],
])('behind %i proxies takes the address from "%s"', async (trustProxy, forwarded, address) => {
  const { url } = await open(echo, { trustProxy })
  const answer = await fetch(url, { headers: { 'x-forwarded-for': forwarded } })
  expect(((await answer.json()) as Seen).headers['x-client-address']).toBe(address)
})

test('sends every page a new nonce, to Next and to the browser, and the API a closed policy', async () => {
  const { url } = await open()
  const one = await fetch(url)
  const policy = one.headers.get('content-security-policy') ?? ''
  expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=]{24}' 'strict-dynamic';/)
  expect(((await one.json()) as Seen).headers['content-security-policy']).toBe(policy)
  expect((await fetch(url)).headers.get('content-security-policy')).not.toBe(policy)
  expect((await fetch(`${url}/api/deals`)).headers.get('content-security-policy')).toBe(
    "default-src 'none'; frame-ancestors 'none'",
  )
  expect(one.headers.get('x-content-type-options')).toBe('nosniff')
})

test('is not ready before there is a handler, and says so', async () => {
  const front = createFront()
  const url = await front.listen({ host: '127.0.0.1', port: 0 })
  closeLater(front.close)
  const answer = await fetch(`${url}/api/deals`)
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2'])
  front.open(echo)
  expect((await fetch(url)).status).toBe(200)
})

test('hides what a handler broke on', async () => {
  const { url } = await open(() => {
    throw Object.assign(new Error('select * from secrets'), { stack: 'a stack' })
  })
  const answer = await fetch(`${url}/api/deals`)
  expect(answer.status).toBe(500)
  expect(await answer.text()).not.toContain('secrets')
})

async function giveUp(req: http.IncomingMessage) {
  for await (const _ of req) break
}

test.each([
  ['without a look at it', () => {}],
  ['after a part of it', (req: http.IncomingMessage) => once(req, 'data')],
  ['when the reader gave up', giveUp],
])('stops reading an upload that is answered %s', async (_when, read) => {
  const { port } = await open(async (req, res) => {
    await read(req)
    res.statusCode = 413
    res.end('too large')
  })
  const socket = net.connect(port, '127.0.0.1')
  undo.push(() => socket.destroy())
  socket.on('error', () => {})
  socket.write(request('POST /api/deals', 'transfer-encoding: chunked'))
  const chunk = `${(65536).toString(16)}\r\n${'x'.repeat(65536)}\r\n`
  const answered = once(socket, 'data')
  const closed = new Promise((resolve) => socket.once('close', resolve))
  while (!socket.destroyed && socket.bytesWritten < 50 * 1024 * 1024) {
    if (!socket.write(chunk)) await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), closed])
  }
  const [first] = await answered
  expect(statusOf(String(first))).toBe(413)
  expect(socket.bytesWritten).toBeLessThan(8 * 1024 * 1024)
})

test('closes what is too slow to arrive', async () => {
  const limits = { headersTimeout: 200, requestTimeout: 400, connectionsCheckingInterval: 50 }
  const { port } = await open((req, res) => req.on('end', () => res.end()).resume(), { limits })
  expect(statusOf(await raw(port, 'GET / HTTP/1.1\r\nhost: pen'))).toBe(408)
  expect(statusOf(await raw(port, `${request('POST /api/x', 'content-length: 9')}half`))).toBe(408)
})

test('ends event streams and answers what is in flight when it closes', async () => {
  const { url, close } = await open((req, res) => {
    if (req.url === '/slow') return setTimeout(() => res.end('done'), 700)
    res.writeHead(200, { 'content-type': 'text/event-stream' })
    res.write(': hello\n\n')
    const beat = setInterval(() => res.write(': beat\n\n'), 20)
    res.on('close', () => clearInterval(beat))
  })
  const streams = await Promise.all([1, 2, 3].map(() => fetch(`${url}/api/events`)))
  const slow = fetch(`${url}/slow`)
  await new Promise((resolve) => setTimeout(resolve, 50))
  const begun = performance.now()
  const closed = close()
  const texts = await Promise.all(streams.map((stream) => stream.text()))
  expect(texts.every((text) => text.startsWith(': hello'))).toBe(true)
  expect(await (await slow).text()).toBe('done')
  await closed
  expect(performance.now() - begun).toBeLessThan(3000)
  await expect(fetch(url)).rejects.toThrow()
})

test('lets open connections ask once more while it closes, and takes no new ones', async () => {
  const { url, close } = await open()
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  undo.push(() => agent.destroy())
  const get = () =>
    new Promise<http.IncomingMessage>((resolve, reject) => {
      http.get(url, { agent }, (res) => res.on('end', () => resolve(res)).resume()).on('error', reject)
    })
  await get()
  const closed = close()
  const last = await get()
  expect([last.statusCode, last.headers.connection]).toEqual([200, 'close'])
  await expect(get()).rejects.toThrow(/ECONNREFUSED/)
  await closed
})

describe('readers that do not read', () => {
  const large = 'x'.repeat(50 * 1024 * 1024)
  const limits = { timeout: 500 }
  const isOpen: Handler = (_req, res) => {
    res.writeHead(200, { 'content-type': 'text/event-stream' })
    const write = () => {
      while (!res.destroyed && res.write(large.slice(0, 65536)));
      res.once('drain', write)
    }
    write()
  }

  test.each([
    ['an answer', (_req: unknown, res: http.ServerResponse) => res.end(large)],
    ['a stream', isOpen],
  ])('are cut from %s', async (_what, handler) => {
    const closed = new Promise((resolve) => {
      undo.push(() => {})
      open(
        (req, res) => {
          res.once('close', resolve)
          handler(req, res)
        },
        { limits },
      ).then(({ port }) => {
        const socket = net.connect(port, '127.0.0.1')
        undo.push(() => socket.destroy())
        socket.on('error', () => {})
        socket.write(request('GET /api/deals'))
        socket.pause()
      })
    })
    await closed
  })

  test('are not who reads slowly, or waits for an event', async () => {
    const { port } = await open(
      (req, res) => {
        if (req.url === '/large') return res.end(large)
        res.writeHead(200, { 'content-type': 'text/event-stream' })
        const beats = setInterval(() => res.write(': beat\n\n'), 300)
        res.once('close', () => clearInterval(beats))
      },
      { limits: { timeout: 1500 } },
    )
    const quiet = net.connect(port, '127.0.0.1')
    undo.push(() => quiet.destroy())
    let beats = 0
    quiet.on('data', () => beats++).write(request('GET /api/changes/stream'))
    const socket = net.connect(port, '127.0.0.1')
    undo.push(() => socket.destroy())
    let bytes = 0
    socket.on('data', (chunk) => {
      bytes += chunk.length
      socket.pause()
      setTimeout(() => socket.resume(), 5)
    })
    socket.write(request('GET /large'))
    await expect.poll(() => bytes, { timeout: 15_000 }).toBeGreaterThan(large.length)
    await expect.poll(() => beats, { timeout: 5000 }).toBeGreaterThan(5)
    expect(quiet.destroyed).toBe(false)
  }, 30_000)
})

describe('connections of one address above the limit', () => {
  test('are told so in words, and those within it are served on', async () => {
    const { port } = await open(echo, { limits: { connections: 3 } })
    const within = await Promise.all([1, 2, 3].map(() => heldOpen(port)))
    const over = await raw(port, request('GET /api/deals'))
    expect(statusOf(over)).toBe(503)
    expect(over).toMatch(/retry-after: 5/i)
    expect(over).toMatch(/connection: close/i)
    expect(JSON.parse(over.split('\r\n\r\n')[1] ?? '')).toMatchObject({ detail: expect.stringContaining('Close some') })
    for (const socket of within) {
      socket.write(request('GET /api/deals'))
      const [answer] = await once(socket, 'data')
      expect(statusOf(String(answer))).toBe(200)
    }
    within[0]!.destroy()
    await expect.poll(async () => statusOf(await raw(port, request('GET /api/deals')))).toBe(200)
  })

  test('are closed when they ask for nothing', async () => {
    const { port } = await open(echo, { limits: { connections: 1 } })
    await heldOpen(port)
    expect(await raw(port, '')).toBe('')
  })
})

async function heldOpen(port: number) {
  const socket = net.connect(port, '127.0.0.1')
  undo.push(() => socket.destroy())
  await once(socket, 'connect')
  return socket
}
