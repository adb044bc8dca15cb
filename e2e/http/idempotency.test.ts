import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { describe, expect, test } from 'vitest'
import { leasesOver } from '@/lib/auth/lease'
import type { Deal } from '@/lib/deals/schema'
import { type Answer, type Client, expectRefusal, ok } from './support/client'
import { digest, rows } from './support/database'
import { makeBoard, makeDeal, makePipeline } from './support/made'
import { requestOf } from './support/requests'
import { table } from './support/route-table'
import { type Member, newAdmin, newTenant, takeAllRights } from './support/tenant'

const AT_ONCE = 50

const keyed = (key: string = crypto.randomUUID()) => ({ 'idempotency-key': key })
const isReplayed = ({ headers }: Answer) => headers.get('idempotency-replayed') === 'true'
const codeOf = (answer: Answer) => (answer.body as { code?: string } | null)?.code
/** What of an answer is the same when it is given again. */
const contentOf = ({ status, text, headers }: Answer) => ({ status, text, etag: headers.get('etag') })

const keysOf = ({ account: { tenantId } }: Member) =>
  rows<{ key: string }>(sql`select key from idempotency_keys where tenant_id = ${tenantId}`)

async function countDeals(api: Client, stageId: string) {
  return ok(await api.get<number>('/api/deals/count', { where: { stageId } }))
}

describe('a write with a key', () => {
  const writes = Object.entries(table).filter(([name]) => !name.startsWith('GET ') && !name.includes('/api/auth/'))

  test.each(writes)('%s has its effect once, and its answer again', async (name, row) => {
    const admin = await newAdmin()
    const { tenantId } = admin.account
    const [method] = name.split(' ') as [string]
    const { path, body } = await requestOf(name, row, admin)
    const send = (key: string) => admin.send(method, path, { body, headers: keyed(key) })
    const first = await send('once')
    ok(first)
    expect(isReplayed(first)).toBe(false)
    const before = await digest(tenantId)
    const again = await send('once')
    expect(contentOf(again)).toEqual(contentOf(first))
    expect(isReplayed(again)).toBe(true)
    expect(await digest(tenantId)).toBe(before)
  })

  test('has it once when many come at the same moment', async () => {
    const admin = await newAdmin()
    const { deal, second, won } = await makeBoard(admin)
    const requests: [string, string, object?][] = [
      ['POST', '/api/deals', { title: 'Once', stageId: second }],
      ['PUT', `/api/deals/${deal.id}`, { stageId: won }],
      ['POST', '/api/deals/bulk', { deals: [{ id: deal.id }], addTags: ['Once'] }],
      ['DELETE', `/api/deals/${deal.id}`],
    ]
    for (const [method, path, body] of requests) {
      const key = crypto.randomUUID()
      const send = async (): Promise<Answer> => {
        const answer = await admin.send(method, path, { body, headers: keyed(key) })
        if (answer.status !== 409) return answer
        expect(codeOf(answer)).toBe('key_in_flight')
        expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
        return send()
      }
      const answers = await Promise.all(Array.from({ length: AT_ONCE }, send))
      ok(answers[0]!)
      expect(new Set(answers.map((answer) => JSON.stringify(contentOf(answer)))).size, path).toBe(1)
      expect(answers.filter((answer) => !isReplayed(answer)).length, path).toBe(1)
    }
    expect(await countDeals(admin, second)).toBe(1)
    const log = await rows<{ action: string }>(
      sql`select action from changes where entity_id = ${deal.id}::uuid order by version, seq`,
    )
    expect(log.map(({ action }) => action)).toEqual(['created', 'moved', 'updated', 'deleted'])
  })

  test('is as good as one without when many with keys of their own change the same', async () => {
    const admin = await newAdmin()
    const { deal, open, second } = await makeBoard(admin)
    const { id, stages } = await makePipeline(admin, { stages: [{ name: 'Full', wipLimit: 5, wipIsHard: true }] })
    const moves = Array.from({ length: 16 }, (_, i) =>
      admin.put<Deal>(`/api/deals/${deal.id}`, { stageId: [open, second][i % 2], probability: i }, keyed()),
    )
    const arrivals = Array.from({ length: 10 }, () =>
      admin.post('/api/deals', { title: 'New', stageId: stages[0]!.id }, keyed()),
    )
    const versions = (await Promise.all(moves)).map((answer) => ok(answer).version)
    expect(versions.sort((a, b) => a - b)).toEqual(versions.map((_, i) => deal.version + 1 + i))
    const statuses = (await Promise.all(arrivals)).map(({ status }) => status)
    expect(statuses.sort()).toEqual([...Array(5).fill(201), ...Array(5).fill(422)])
    expect(ok(await admin.get<number>('/api/deals/count', { where: { pipelineId: id } }))).toBe(5)
  })

  test('is 409 while the first of them runs', async () => {
    const admin = await newAdmin()
    const { deal } = await makeBoard(admin)
    const send = () => admin.put<Deal>(`/api/deals/${deal.id}`, { title: 'Once' }, keyed('running'))
    const outside = postgres(process.env.DATABASE_URL!, { max: 1 })
    const running = await outside.begin(async (tx) => {
      const [own] = await tx`select pg_backend_pid() as pid from deals where id = ${deal.id} for update`
      const first = send()
      const held = () => rows(sql`select from pg_stat_activity where ${own!.pid}::int = any(pg_blocking_pids(pid))`)
      await expect.poll(async () => (await held()).length, { interval: 10 }).toBe(1)
      expect(codeOf(await send())).toBe('key_in_flight')
      return { first }
    })
    await outside.end()
    const first = await running.first
    ok(first)
    expect(contentOf(await send())).toEqual(contentOf(first))
  })

  test('is 422 when method, address or body are others', async () => {
    const admin = await newAdmin()
    const { deal, second } = await makeBoard(admin)
    const address = `/api/deals/${deal.id}`
    ok(await admin.put(address, { title: 'One' }, keyed('used')))
    const before = await digest(admin.account.tenantId)
    for (const [method, path, body] of [
      ['PUT', address, { title: 'Two' }],
      ['PUT', `${address}?tenantId=${admin.account.tenantId}`, { title: 'One' }],
      ['PUT', `/api/pipelines/${deal.pipelineId}`, { name: 'One' }],
      ['POST', '/api/deals', { title: 'One', stageId: second }],
      ['DELETE', address, undefined],
    ] as const) {
      const answer = await admin.send(method, path, { body, headers: keyed('used') })
      expectRefusal(answer, 422)
      expect(codeOf(answer)).toBe('key_reused')
    }
    expect(await digest(admin.account.tenantId)).toBe(before)
  })

  test('that is refused keeps none, and changes nothing', async () => {
    const admin = await newAdmin()
    const { deal, open, second } = await makeBoard(admin)
    const elsewhere = await makeDeal(admin, second)
    const before = await digest(admin.account.tenantId)
    const refusals: [number, string, string, object?, object?][] = [
      [400, 'POST', '/api/deals', { title: '', stageId: open }],
      [400, 'POST', '/api/deals', { title: 'New', stageId: crypto.randomUUID() }],
      [400, 'POST', '/api/deals', { title: 'New', stageId: open, clientId: crypto.randomUUID() }],
      [404, 'PUT', `/api/deals/${crypto.randomUUID()}`, { title: 'B' }],
      [412, 'PUT', `/api/deals/${deal.id}`, { title: 'B' }, { 'if-match': '"9"' }],
      [412, 'POST', '/api/deals/bulk', { deals: [{ id: elsewhere.id }, { id: deal.id, version: 9 }], probability: 5 }],
    ]
    for (const [status, method, path, body, headers] of refusals)
      expectRefusal(await admin.send(method, path, { body, headers: { ...keyed('refused'), ...headers } }), status)
    expect(await digest(admin.account.tenantId)).toBe(before)
    ok(await admin.put(`/api/deals/${deal.id}`, { title: 'B' }, keyed('refused')))
  })
})

describe('a key', () => {
  test.each([
    ['of one character', 'k', true],
    ['of 255 characters', 'k'.repeat(255), true],
    ['of signs', '"!~{}%"', true],
    ['of 256 characters', 'k'.repeat(256), false],
    ['of none', '', false],
    ['with a space', 'a b', false],
    ['beyond ASCII', 'é', false],
  ])('%s', async (_, key, isGood) => {
    const admin = await newAdmin()
    const { stages } = await makePipeline(admin)
    const answer = await admin.post('/api/deals', { title: 'New', stageId: stages[0]!.id }, keyed(key))
    if (isGood) return expect(await keysOf(admin)).toEqual([{ key }])
    expectRefusal(answer, 400, 'Idempotency-Key')
  })

  test('is nobody else’s, and is not the id of what it makes', async () => {
    const { ADMIN, EMPLOYEE } = await newTenant('ADMIN', 'EMPLOYEE')
    const { second } = await makeBoard(ADMIN)
    const key = crypto.randomUUID()
    const create = async (api: Client) =>
      ok(await api.post<Deal>('/api/deals', { title: 'A', stageId: second }, keyed(key)))
    const [one, other] = [await create(ADMIN), await create(EMPLOYEE)]
    expect(new Set([key, one.id, other.id]).size).toBe(3)
    expect(await create(ADMIN)).toEqual(one)
    expect(await create(EMPLOYEE)).toEqual(other)
  })

  test('shows nothing to somebody who has lost the right since', async () => {
    const { ADMIN, EMPLOYEE } = await newTenant('ADMIN', 'EMPLOYEE')
    const { deal } = await makeBoard(ADMIN)
    const send = () => EMPLOYEE.put(`/api/deals/${deal.id}`, { title: 'B' }, keyed('before'))
    ok(await send())
    await takeAllRights(EMPLOYEE)
    await leasesOver()
    expectRefusal(await send(), 403)
  })

  test('lasts a day', async () => {
    const admin = await newAdmin()
    const { second } = await makeBoard(admin)
    const create = () => admin.post<Deal>('/api/deals', { title: 'A', stageId: second }, keyed('daily'))
    const age = (interval: string) =>
      rows(sql`update idempotency_keys set created_at = now() - ${interval}::interval
        where tenant_id = ${admin.account.tenantId}`)
    const first = await create()
    await age('23 hours 59 minutes')
    expect(contentOf(await create())).toEqual(contentOf(first))
    await age('24 hours 1 second')
    const next = await create()
    expect(isReplayed(next)).toBe(false)
    expect(ok(next).id).not.toBe(ok(first).id)
    expect(contentOf(await create())).toEqual(contentOf(next))
    expect(await countDeals(admin, second)).toBe(2)
  })

  test('means nothing to a read', async () => {
    const admin = await newAdmin()
    const { deal } = await makeBoard(admin)
    const read = (method: string) => admin.send(method, `/api/deals/${deal.id}`, { headers: keyed('read') })
    for (const method of ['GET', 'HEAD', 'GET']) expect(isReplayed(await read(method))).toBe(false)
    expect(await keysOf(admin)).toEqual([])
  })
})
