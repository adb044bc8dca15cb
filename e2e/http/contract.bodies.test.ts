import { beforeAll, describe, expect, test } from 'vitest'
import { expectRefusal, ok, stranger } from './support/client'
import { makeBoard } from './support/made'
import { type Member, newAdmin } from './support/tenant'

const MIB = 1024 * 1024
const WRITES = ['POST /api/pipelines', 'PUT /api/pipelines/{id}', 'POST /api/deals', 'PUT /api/deals/{id}'].concat(
  ['POST', 'PUT'].map((method) => `${method} /api/organization-contact${method === 'PUT' ? '/{id}' : ''}`),
)

/** The parts of a write that every body is tried on. */
async function target(admin: Member, write: string) {
  const board = await makeBoard(admin)
  const [method, template] = write.split(' ') as [string, string]
  const noun = template.split('/')[2] as 'pipelines' | 'deals' | 'organization-contact'
  const id = { pipelines: board.pipeline.id, deals: board.deal.id, 'organization-contact': board.client.id }[noun]
  const valid = noun === 'deals' ? { title: 'New', stageId: board.open } : { name: 'New' }
  return { method, path: template.replace('{id}', id), valid }
}

describe.each(WRITES)('%s', (write) => {
  let admin: Member
  let method: string
  let path: string
  let valid: object
  beforeAll(async () => {
    admin = await newAdmin()
    ;({ method, path, valid } = await target(admin, write))
  })

  test.each([
    ['text/plain'],
    ['application/x-www-form-urlencoded'],
    ['multipart/form-data; boundary=x'],
    ['application/merge-patch+json'],
    ['text/json'],
    ['application/json-patch+json'],
    ['application/jsonx'],
    [''],
  ])('of type "%s" is 415', async (type) => {
    // Bytes have no type of their own that fetch would add.
    const text = new TextEncoder().encode(JSON.stringify(valid))
    expectRefusal(await admin.send(method, path, { text, headers: { 'content-type': type } }), 415)
  })

  test('takes the type with a charset and in capitals', async () => {
    const headers = { 'content-type': 'Application/JSON; charset=UTF-8' }
    ok(await admin.send(method, path, { text: JSON.stringify(valid), headers }))
  })

  test('takes one that says it is not compressed', async () => {
    for (const identity of ['identity', 'Identity'])
      ok(await admin.send(method, path, { text: JSON.stringify(valid), headers: { 'content-encoding': identity } }))
  })

  test('compressed is 415', async () => {
    const headers = { 'content-encoding': 'gzip' }
    expectRefusal(await admin.send(method, path, { text: JSON.stringify(valid), headers }), 415)
  })

  test('of 1 MiB is read, of one byte more is 413, announced or not', async () => {
    const padded = (bytes: number) => JSON.stringify(valid).padEnd(bytes, ' ')
    ok(await admin.send(method, path, { text: padded(MIB) }))
    expectRefusal(await admin.send(method, path, { text: padded(MIB + 1) }), 413)
    const stream = new Blob([padded(MIB + 1)]).stream()
    expectRefusal(await admin.send(method, path, { text: stream }), 413)
  })

  test.each([
    '',
    '{',
    '{"name":"a"',
    "{'name':'a'}",
    '{"name":"a",}',
    'undefined',
    '[',
    'NaN',
    '\uFEFF',
    '{"a":1}{"b":2}',
  ])('malformed is 400: %j', async (text) => {
    expectRefusal(await admin.send(method, path, { text }), 400)
  })

  test.each(['[]', 'null', '7', '"text"', 'true', '[{"name":"a"}]'])('that is no object is 400: %s', async (text) => {
    expectRefusal(await admin.send(method, path, { text }), 400)
  })

  test('that is no UTF-8 is 400', async () => {
    const text = new Uint8Array([...new TextEncoder().encode('{"name":"'), 0xff, 0xfe, 0x22, 0x7d])
    expectRefusal(await admin.send(method, path, { text }), 400)
  })

  test.each([
    ...['foo', 'Name', 'tenant_id', 'permissions', 'isAdmin', 'role', 'roleId', 'rank', 'userId', 'constructor'],
    ...['__proto__', 'toString', 'deleted_at', ' name', 'passwordHash', ''],
  ])('with the unknown key "%s" is 400 and names it', async (key) => {
    const text = JSON.stringify(valid).replace('{', `{${JSON.stringify(key)}:{"polluted":true},`)
    const problem = expectRefusal(await admin.send(method, path, { text }), 400)
    expect(problem.errors).toHaveLength(1)
    expect(problem.detail).toContain('is not known here')
    if (key) expectRefusal(await admin.send(method, path, { text }), 400, key)
  })

  test('accepts and ignores the read-only fields of the model', async () => {
    const admin = await newAdmin()
    const { method, path, valid } = await target(admin, write)
    const [id, stamp] = [crypto.randomUUID(), '2001-01-01T00:00:00.000Z']
    const given = {
      ...{ tenant: { id }, organization: { id }, createdAt: stamp, updatedAt: stamp, deletedAt: stamp, version: 99 },
      ...{ createdByUserId: id, createdByUser: { id }, updatedByUserId: id, updatedByUser: { id }, id },
    }
    const written = ok(await admin.send<Record<string, unknown>>(method, path, { body: { ...valid, ...given } }))
    const { userId } = admin.account
    expect(written).toMatchObject({ ...valid, createdByUserId: userId, updatedByUserId: userId })
    expect(written.id).not.toBe(id)
    expect(written.createdAt).not.toBe(stamp)
    expect(written.updatedAt).not.toBe(stamp)
    expect(written.version).toBe(method === 'POST' ? 1 : 2)
    for (const key of ['tenant', 'organization', 'createdByUser', 'updatedByUser', 'deletedAt'])
      expect(Object.keys(written)).not.toContain(key)
  })
})

test('isActive is real on a pipeline and ignored on the others; isArchived is real on all', async () => {
  const admin = await newAdmin()
  const { pipeline, deal, client } = await makeBoard(admin)
  const given = { isActive: false, isArchived: true }
  expect(ok(await admin.put(`/api/pipelines/${pipeline.id}`, given))).toMatchObject(given)
  for (const path of [`/api/deals/${deal.id}`, `/api/organization-contact/${client.id}`]) {
    const written = ok(await admin.put<object>(path, given))
    expect(written).toMatchObject({ isArchived: true })
    expect(Object.keys(written)).not.toContain('isActive')
  }
})

test('an empty body of a partial write changes nothing', async () => {
  const admin = await newAdmin()
  const { pipeline, deal, client } = await makeBoard(admin)
  expect(ok(await admin.put(`/api/pipelines/${pipeline.id}`, {}))).toEqual(pipeline)
  expect(ok(await admin.put(`/api/deals/${deal.id}`, {}))).toEqual(deal)
  expect(ok(await admin.put(`/api/organization-contact/${client.id}`, {}))).toEqual(client)
})

test('every write grows the version by one, and a no-op does not', async () => {
  const admin = await newAdmin()
  const { deal } = await makeBoard(admin)
  const path = `/api/deals/${deal.id}`
  for (const [i, title] of ['a', 'b', 'b', 'c'].entries())
    expect(ok(await admin.put(path, { title }))).toMatchObject({ version: [2, 3, 3, 4][i] })
})

test('the log-in and the refresh take JSON only as well', async () => {
  for (const path of ['/api/auth/login', '/api/auth/refresh-token']) {
    const text = new TextEncoder().encode('{}')
    expectRefusal(await stranger.send('POST', path, { text, headers: { 'content-type': 'text/plain' } }), 415)
    expectRefusal(await stranger.send('POST', path, { text: '{' }), 400)
    expectRefusal(await stranger.send('POST', path, { text: '{}'.padEnd(MIB + 1) }), 413)
  }
})
