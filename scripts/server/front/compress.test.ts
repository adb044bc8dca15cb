import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import http from 'node:http'
import { brotliDecompressSync, createBrotliDecompress, createGunzip, gunzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { createFront } from './front.mjs'

type Handler = (req: http.IncomingMessage, res: http.ServerResponse) => unknown

const undo: (() => unknown)[] = []
afterEach(() => {
  for (const step of undo.splice(0).reverse()) step()
})

async function open(handler: Handler) {
  const front = createFront({ limits: { timeout: 5000 } })
  const { port } = new URL(await front.listen({ host: '127.0.0.1', port: 0 }))
  front.open(handler)
  undo.push(front.close)
  return Number(port)
}

type Asked = { method?: string; accept?: string; headers?: http.OutgoingHttpHeaders }

async function request(port: number, { method = 'GET', accept, headers = {} }: Asked) {
  const sent = http.request({
    port,
    method,
    agent: false,
    headers: { ...headers, ...(accept && { 'accept-encoding': accept }) },
  })
  undo.push(() => sent.destroy())
  const [response] = (await once(sent.end(), 'response')) as [http.IncomingMessage]
  return response
}

/** An answer with its body as it came over the wire. */
async function ask(port: number, asked: Asked = {}) {
  const response = await request(port, asked)
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  const { statusCode: status, statusMessage, headers } = response
  return { status, statusMessage, headers, body: Buffer.concat(chunks) }
}

const JSON_TYPE = { 'content-type': 'application/json' }
const text = JSON.stringify(Array.from({ length: 50 }, (_, id) => ({ id, title: `Licence “${id}”`, amount: null })))
const bytes = Buffer.from(text)
const sendText: Handler = (_req, res) => res.writeHead(200, JSON_TYPE).end(text)

const ways: Record<string, Handler> = {
  'in one go': sendText,
  'as bytes': (_req, res) => res.writeHead(200, JSON_TYPE).end(bytes),
  'in another encoding': (_req, res) => res.writeHead(200, JSON_TYPE).end(bytes.toString('hex'), 'hex'),
  'with its length': (_req, res) => res.writeHead(200, { ...JSON_TYPE, 'content-length': bytes.length }).end(text),
  'by headers alone': (_req, res) => res.setHeader('content-type', 'text/html; charset=utf-8').end(text),
  'in pieces': (_req, res) => {
    res.setHeader('content-type', 'text/x-component')
    res.flushHeaders()
    for (let at = 0; at < bytes.length; at += 100) res.write(bytes.subarray(at, at + 100))
    res.end()
  },
  'in pieces, the last by end': (_req, res) => {
    res.writeHead(200, { ...JSON_TYPE, 'content-length': bytes.length })
    res.write(bytes.subarray(0, 2000), () => res.end(bytes.subarray(2000)))
  },
}

describe.each([
  ['br', brotliDecompressSync, createBrotliDecompress],
  ['gzip', gunzipSync, createGunzip],
] as const)('in %s', (coding, decode, createDecoder) => {
  test.each(Object.entries(ways))('sends what is written %s', async (_way, handler) => {
    const port = await open(handler)
    const { status, headers, body } = await ask(port, { accept: coding })
    expect([status, headers['content-encoding'], headers.vary]).toEqual([200, coding, 'Accept-Encoding'])
    expect(decode(body).toString()).toBe(text)
    expect(body.length).toBeLessThan(bytes.length / 3)
    if (headers['content-length']) expect(Number(headers['content-length'])).toBe(body.length)
    const plain = await ask(port, { accept: 'identity' })
    expect([plain.headers['content-encoding'], plain.headers.vary]).toEqual([undefined, 'Accept-Encoding'])
    expect(plain.body.toString()).toBe(text)
  })

  test('sends 5 MB', async () => {
    const large = Array.from({ length: 5000 }, () => randomBytes(512).toString('base64')).join()
    const port = await open((_req, res) => res.writeHead(200, JSON_TYPE).end(large))
    const { headers, body } = await ask(port, { accept: coding })
    expect(headers['content-encoding']).toBe(coding)
    expect(decode(body).toString()).toBe(large)
  })

  test('hands on a piece before the next is written', async () => {
    let answer: http.ServerResponse | undefined
    const port = await open((_req, res) => {
      answer = res.writeHead(200, { 'content-type': 'text/html' })
      answer.write('<h1>First</h1>')
    })
    const decoder = (await request(port, { accept: coding })).pipe(createDecoder())
    expect(String((await once(decoder, 'data'))[0])).toBe('<h1>First</h1>')
    answer?.end('<p>Second</p>')
    expect(String((await once(decoder, 'data'))[0])).toBe('<p>Second</p>')
  })

  test('takes no more than its reader does, and all of it in the end', async () => {
    const count = 400
    // Together more than a compressor looks back.
    const pieces = Array.from({ length: 8 }, () => randomBytes(48 * 1024).toString('base64'))
    let written = 0
    const port = await open(async (_req, res) => {
      res.writeHead(200, { 'content-type': 'text/plain' })
      for (; written < count; written++) if (!res.write(pieces[written % 8])) await once(res, 'drain')
      res.end()
    })
    const response = await request(port, { accept: coding })
    response.pause()
    const seen: number[] = []
    await expect.poll(() => seen.push(written) > 1 && seen.at(-1) === seen.at(-2), { interval: 200 }).toBe(true)
    expect(written).toBeLessThan(count / 2)
    let length = 0
    for await (const chunk of response.pipe(createDecoder())) length += chunk.length
    expect(length).toBe((count * 48 * 1024 * 4) / 3)
  })

  test('stops when its reader leaves in the middle', async () => {
    const left = new Promise((resolve) => {
      open((_req, res) => {
        res.writeHead(200, { 'content-type': 'text/plain' })
        const beat = setInterval(() => res.write(randomBytes(5000).toString('hex')), 5)
        res.once('close', () => {
          clearInterval(beat)
          setImmediate(() => resolve([res.write('more'), res.end('and more').destroyed]))
        })
      }).then(async (port) => {
        const response = await request(port, { accept: coding })
        await once(response, 'data')
        response.destroy()
      })
    })
    expect(await left).toEqual([false, true])
  })

  test('makes a strong ETag its own, and leaves a weak one', async () => {
    const port = await open((req, res) =>
      res.writeHead(200, { ...JSON_TYPE, etag: String(req.headers['x-etag']) }).end(text),
    )
    const etagOf = async (etag: string, accept: string) =>
      (await ask(port, { accept, headers: { 'x-etag': etag } })).headers.etag
    expect(await etagOf('"3"', coding)).toBe(`"3-${coding}"`)
    expect(await etagOf('"3"', 'identity')).toBe('"3"')
    expect(await etagOf('W/"3"', coding)).toBe('W/"3"')
  })
})

const untouched: Record<string, Handler> = {
  'a body of 1 KB': (_req, res) => res.writeHead(200, JSON_TYPE).end('x'.repeat(1024)),
  'a small one in pieces that says its length': (_req, res) => {
    res.writeHead(200, { ...JSON_TYPE, 'content-length': 4 }).write('tr')
    res.end('ue')
  },
  'what is coded': (_req, res) => res.writeHead(200, { ...JSON_TYPE, 'content-encoding': 'zstd' }).end(text),
  'what must not be transformed': (_req, res) =>
    res.writeHead(200, { ...JSON_TYPE, 'cache-control': 'private, no-transform' }).end(text),
  'an event stream': (_req, res) => res.writeHead(200, { 'content-type': 'text/event-stream' }).end(text),
  'an image': (_req, res) => res.writeHead(200, { 'content-type': 'image/png' }).end(text),
  'what has no type': (_req, res) => res.end(text),
  'a part': (_req, res) => res.writeHead(206, { ...JSON_TYPE, 'content-range': 'bytes 0-4/9' }).end(text),
  'an answer without a body': (_req, res) => res.writeHead(204).end(),
}

test.each(Object.entries(untouched))('leaves %s as it is', async (_what, handler) => {
  const port = await open(handler)
  const [offered, plain] = [await ask(port, { accept: 'br, gzip' }), await ask(port)]
  expect(offered.body).toEqual(plain.body)
  expect(offered.headers['content-encoding']).toBe(plain.headers['content-encoding'])
  expect([offered.headers.vary, offered.headers.etag]).toEqual([undefined, undefined])
})

test('says of an answer without its body that it would vary', async () => {
  const port = await open((req, res) => res.writeHead(req.method === 'HEAD' ? 200 : 304, JSON_TYPE).end())
  for (const method of ['HEAD', 'GET']) {
    const { headers, body } = await ask(port, { method, accept: 'br' })
    expect([headers.vary, headers['content-encoding'], body.length]).toEqual(['Accept-Encoding', undefined, 0])
  }
})

test.each([
  ['cross-site', 'a=b', undefined],
  ['same-site', 'a=b', undefined],
  ['same-origin', 'a=b', 'br'],
  ['none', 'a=b', 'br'],
  ['cross-site', undefined, 'br'],
])('of a request from %s with the cookie %s the coding is %s', async (site, cookie, coding) => {
  const port = await open(sendText)
  const headers = { 'sec-fetch-site': site, ...(cookie && { cookie }) }
  expect((await ask(port, { accept: 'br', headers })).headers['content-encoding']).toBe(coding)
})

test('a handler that fails before the body is answered for in plain words', async () => {
  const port = await open((_req, res) => {
    res.writeHead(200, { ...JSON_TYPE, etag: '"1"' })
    throw Object.assign(new Error('broken'), { stack: 'a stack' })
  })
  const { status, headers, body } = await ask(port, { accept: 'br' })
  expect([status, headers['content-encoding'], headers.etag]).toEqual([500, undefined, undefined])
  expect(body.toString()).toBe('Something went wrong here.\n')
})

test('one that fails in the middle of the body cuts it off', async () => {
  const port = await open((_req, res) => {
    res.writeHead(200, JSON_TYPE).write(text)
    throw Object.assign(new Error('broken'), { stack: 'a stack' })
  })
  await expect(ask(port, { accept: 'br' })).rejects.toThrow(/aborted|hang up/)
})
