import { beforeAll, describe, expect, test } from 'vitest'
import { ok } from './support/client'
import { makeBoard } from './support/made'
import { BASE_URL } from './support/settings'
import { type Member, newAdmin } from './support/tenant'

const RELATIONS = '?relations[]=client&relations[]=stage'

let admin: Member
let board: Awaited<ReturnType<typeof makeBoard>>
beforeAll(async () => {
  admin = await newAdmin()
  board = await makeBoard(admin)
})

const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(BASE_URL + path, { method, headers: { authorization: `Bearer ${admin.account.token}`, ...headers } })

const addresses = {
  pipeline: () => `/api/pipelines/${board.pipeline.id}`,
  deal: () => `/api/deals/${board.deal.id}`,
  'deal with relations': () => `/api/deals/${board.deal.id}${RELATIONS}`,
  contact: () => `/api/organization-contact/${board.client.id}`,
  'list with a version': () => '/api/lost-reasons',
}

describe.each(['identity', 'gzip', 'br'])('If-None-Match by a client that takes %s', (coding) => {
  test.each(Object.entries(addresses))('on a %s: 304 with the same headers and no body', async (_what, address) => {
    const accept = { 'accept-encoding': coding }
    const seen = await ask(address(), accept)
    const etag = seen.headers.get('etag')!
    for (const method of ['GET', 'HEAD'])
      for (const held of [etag, `W/${etag}`, `"none", ${etag}`]) {
        const answer = await ask(address(), { ...accept, 'if-none-match': held }, method)
        expect([answer.status, await answer.text()], `${method} ${held}`).toEqual([304, ''])
        for (const name of ['etag', 'cache-control', 'content-type', 'ratelimit-policy'])
          expect(answer.headers.get(name), name).toBe(seen.headers.get(name))
        expect(answer.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/)
      }
    expect((await ask(address(), { ...accept, 'if-none-match': '*' })).status).toBe(304)
    for (const other of ['"none"', '"9"', `"${etag}`, 'nonsense'])
      expect((await ask(address(), { ...accept, 'if-none-match': other })).status, other).toBe(200)
  })
})

test('the 304 names the answer in the coding in which the client has it', async () => {
  for (const held of ['"1-gzip"', '"1-br"', '"1"']) {
    const { status, headers } = await ask(addresses.deal(), { 'if-none-match': `"7", W/${held}` })
    expect([status, headers.get('etag')]).toEqual([304, held])
  }
})

test('what a relation shows counts, and after a write the answer comes whole', async () => {
  const etagOf = async (address: string) => (await ask(address)).headers.get('etag')!
  const held = [await etagOf(addresses.deal()), await etagOf(addresses['deal with relations']())] as const
  ok(await admin.put(`/api/organization-contact/${board.client.id}`, { name: 'Renamed' }))
  expect((await ask(addresses.deal(), { 'if-none-match': held[0] })).status).toBe(304)
  const answer = await ask(addresses['deal with relations'](), { 'if-none-match': held[1] })
  expect([answer.status, (await answer.json()).client.name]).toEqual([200, 'Renamed'])
  ok(await admin.put(`/api/deals/${board.deal.id}`, { title: 'Renamed' }, { 'if-match': held[1] }))
  expect((await ask(addresses.deal(), { 'if-none-match': held[0] })).status).toBe(200)
})

test('it changes neither who may see nor what a write does', async () => {
  const all = { 'if-none-match': '*' }
  expect((await ask(addresses.deal(), { ...all, authorization: 'Bearer none' })).status).toBe(401)
  expect((await ask(`/api/deals/${crypto.randomUUID()}`, all)).status).toBe(404)
  ok(await admin.put(addresses.deal(), { title: 'Written' }, all))
})
