import { once } from 'node:events'
import http from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { signInByBrowser } from './support/browser-session'
import { makeContact, makeDeal, makePipeline } from './support/made'
import { BASE_URL } from './support/settings'
import { type Member, newAdmin } from './support/tenant'

const PAGE = '/api/deals?take=50&relations[]=stage&relations[]=client'
const decoders = { gzip: gunzipSync, br: brotliDecompressSync }

let admin: Member
let pipelineId: string
beforeAll(async () => {
  admin = await newAdmin()
  const { id, stages } = await makePipeline(admin)
  pipelineId = id
  const client = await makeContact(admin)
  for (let i = 0; i < 50; i++) await makeDeal(admin, stages[i % 2]!.id, { clientId: client.id, title: `Licence ${i}` })
})

const bearer = () => ({ authorization: `Bearer ${admin.account.token}` })

/** The answer as it came over the wire. */
async function ask(path: string, headers: Record<string, string>, method = 'GET') {
  const sent = http.request(BASE_URL + path, { method, headers, agent: false }).end()
  const [response] = (await once(sent, 'response')) as [http.IncomingMessage]
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }
}

// With a slash at its end the address is not one of the fast lane's.
describe.each([
  ['the fast lane', PAGE],
  ['Next', PAGE.replace('?', '/?')],
])('a page of deals by %s', (_router, path) => {
  test.each(Object.entries(decoders))('is the same in %s, in a tenth of the bytes', async (coding, decode) => {
    const plain = await ask(path, bearer())
    const coded = await ask(path, { ...bearer(), 'accept-encoding': coding })
    expect([coded.status, coded.headers['content-encoding']]).toEqual([200, coding])
    expect(decode(coded.body).toString()).toBe(plain.body.toString())
    expect(coded.body.length).toBeLessThan(plain.body.length / 10)
    const head = await ask(path, { ...bearer(), 'accept-encoding': coding }, 'HEAD')
    expect([head.status, head.body.length]).toEqual([200, 0])
    for (const { headers } of [coded, plain, head]) expect(headers.vary).toContain('Accept-Encoding')
  })
})

test('pages and files are compressed too', async () => {
  const { cookie } = await signInByBrowser(admin)
  const headers = { cookie, 'accept-encoding': 'gzip, deflate, br, zstd' }
  const board = await ask(`/pipelines/${pipelineId}`, headers)
  const html = brotliDecompressSync(board.body).toString()
  expect(html).toContain('Licence 49')
  const soft = await ask('/pipelines?_rsc', { ...headers, rsc: '1' })
  expect(soft.headers['content-type']).toBe('text/x-component')
  const script = await ask(/\/_next\/static\/[^"]+\.js/.exec(html)![0], headers)
  expect(script.headers['content-type']).toContain('javascript')
  for (const answer of [board, soft, script]) {
    expect([answer.status, answer.headers['content-encoding']]).toEqual([200, 'br'])
    expect(answer.headers.vary).toContain('Accept-Encoding')
    expect(brotliDecompressSync(answer.body).length).toBeGreaterThan(answer.body.length)
  }
})
