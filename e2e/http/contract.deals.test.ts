import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Deal } from '@/lib/deals/schema'
import { type Client, expectRefusal, ok } from './support/client'
import { rows } from './support/database'
import { makeBoard, makeContact, makeDeal, makePipeline } from './support/made'
import { type Member, newAdmin, newTenant } from './support/tenant'

const DEAL = [
  ...['id', 'tenantId', 'createdAt', 'updatedAt', 'createdByUserId', 'updatedByUserId', 'isArchived', 'version'],
  ...['title', 'probability', 'stageId', 'clientId'],
  ...[
    'pipelineId',
    'amount',
    'currency',
    'expectedCloseDate',
    'ownerId',
    'stageEnteredAt',
    'closedAt',
    'lostReason',
    'nextStep',
    'source',
    'description',
    'tags',
  ],
]
const STAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

const order = async (api: Client, stageId: string) => {
  const { pipelineId } = ok(await api.get<{ items: Deal[] }>('/api/deals', { where: { stageId } })).items[0]!
  const { items } = ok(await api.get<{ items: Deal[] }>(`/api/pipelines/${pipelineId}/deals`, { where: { stageId } }))
  return items.map(({ title }) => title).join('')
}

describe('POST /api/deals', () => {
  test('takes the documented body exactly as written', async () => {
    const admin = await newAdmin()
    const { open, client, pipeline } = await makeBoard(admin)
    const answer = await admin.post<Deal>('/api/deals', {
      title: 'Acme Corp Enterprise License',
      stageId: open,
      clientId: client.id,
      probability: 75,
    })
    expect(answer.status).toBe(201)
    expect(answer.body).toMatchObject({
      title: 'Acme Corp Enterprise License',
      stageId: open,
      clientId: client.id,
      probability: 75,
      pipelineId: pipeline.id,
      currency: 'USD',
      version: 1,
      isArchived: false,
      tenantId: admin.account.tenantId,
      createdByUserId: admin.account.userId,
      updatedByUserId: admin.account.userId,
    })
    expect(ok(await admin.get(`/api/deals/${answer.body.id}`))).toEqual(answer.body)
  })

  test('answers the model: every key, unset ones as null, times in milliseconds', async () => {
    const admin = await newAdmin()
    const deal = await makeDeal(admin, (await makeBoard(admin)).open)
    expect(Object.keys(deal).sort()).toEqual(DEAL.sort())
    const unset = [
      'probability',
      'clientId',
      'amount',
      'expectedCloseDate',
      'ownerId',
      'closedAt',
      'lostReason',
    ] as const
    for (const key of unset) expect(deal[key], key).toBeNull()
    for (const time of [deal.createdAt, deal.updatedAt, deal.stageEnteredAt]) expect(time).toMatch(STAMP)
  })

  test('lands at the top of its stage, or beside the neighbour that is named', async () => {
    const admin = await newAdmin()
    const { open } = await makeBoard(admin).then(async (board) => ({ open: board.second }))
    const b = await makeDeal(admin, open, { title: 'b' })
    await makeDeal(admin, open, { title: 'a' })
    await makeDeal(admin, open, { title: 'c', afterId: b.id })
    await makeDeal(admin, open, { title: '-', beforeId: b.id })
    expect(await order(admin, open)).toBe('a-bc')
  })

  test('starts with the currency of its pipeline unless one is named', async () => {
    const admin = await newAdmin()
    const { stages } = await makePipeline(admin, { currency: 'CHF' })
    expect((await makeDeal(admin, stages[0]!.id)).currency).toBe('CHF')
    expect((await makeDeal(admin, stages[0]!.id, { currency: 'KWD' })).currency).toBe('KWD')
  })

  test('in a won stage is closed from the start', async () => {
    const admin = await newAdmin()
    const { won } = await makeBoard(admin)
    const deal = await makeDeal(admin, won)
    expect([deal.stageEnteredAt, deal.closedAt]).toEqual([deal.createdAt, deal.createdAt])
  })

  test('takes its author from the token, whatever the body says', async () => {
    const { ADMIN, EMPLOYEE } = await newTenant('ADMIN', 'EMPLOYEE')
    const { open } = await makeBoard(ADMIN)
    const deal = await makeDeal(EMPLOYEE, open, { createdByUserId: ADMIN.account.userId, updatedByUserId: null })
    expect(deal.createdByUserId).toBe(EMPLOYEE.account.userId)
    const changed = ok(await ADMIN.put<Deal>(`/api/deals/${deal.id}`, { title: 'b', createdByUserId: null }))
    expect(changed).toMatchObject({
      createdByUserId: EMPLOYEE.account.userId,
      updatedByUserId: ADMIN.account.userId,
    })
  })

  test.each<[string, object, string[]]>([
    ['no title', { title: undefined }, ['title']],
    ['a title of blanks', { title: '  ' }, ['title']],
    ['a title of 301 characters', { title: 't'.repeat(301) }, ['title']],
    ['no stage', { stageId: undefined }, ['stageId']],
    ['a stage that is none', { stageId: null }, ['stageId']],
    ['a stage id that is no uuid', { stageId: 'first' }, ['stageId']],
    ['a client id that is no uuid', { clientId: '1' }, ['clientId']],
    ['an owner who is no uuid', { ownerId: 5 }, ['ownerId']],
    ['a probability below 0', { probability: -1 }, ['probability']],
    ['a probability above 100', { probability: 101 }, ['probability']],
    ['a probability with decimals', { probability: 50.5 }, ['probability']],
    ['a probability as text', { probability: '50' }, ['probability']],
    ['a negative amount', { amount: -1 }, ['amount']],
    ['an amount as prose', { amount: '12 euros' }, ['amount']],
    ['a currency in small letters', { currency: 'usd' }, ['currency']],
    ['a day that is none', { expectedCloseDate: '2026-02-30' }, ['expectedCloseDate']],
    ['a time for a day', { expectedCloseDate: '2026-02-03T00:00:00Z' }, ['expectedCloseDate']],
    ['a year long ago', { expectedCloseDate: '0999-01-01' }, ['expectedCloseDate']],
    ['an unknown key', { value: 3 }, ['value']],
    ['several at once', { title: '', probability: 1000, foo: 1 }, ['title', 'probability', 'foo']],
  ])('refuses %s and names it', async (_, given, paths) => {
    const admin = await newAdmin()
    const { open } = await makeBoard(admin)
    expectRefusal(await admin.post('/api/deals', { title: 'Licence', stageId: open, ...given }), 400, ...paths)
    expect((await admin.get('/api/deals/count')).text).toBe('1')
  })

  test('takes the bounds of title and probability', async () => {
    const admin = await newAdmin()
    const { open } = await makeBoard(admin)
    const title = `${'💼'.repeat(299)}t`
    expect(await makeDeal(admin, open, { title: ` ${title}\t`, probability: 0 })).toMatchObject({
      title,
      probability: 0,
    })
    expect((await makeDeal(admin, open, { probability: 100 })).probability).toBe(100)
    expect((await makeDeal(admin, open, { probability: null })).probability).toBeNull()
  })
})

describe('amount', () => {
  let admin: Member
  let open: string
  beforeAll(async () => {
    admin = await newAdmin()
    open = (await makeBoard(admin)).open
  })

  test.each<[string, number | string, number]>([
    ['USD', 1200.5, 1200.5],
    ['USD', '1200.50', 1200.5],
    ['USD', 0.07, 0.07],
    ['USD', '0.29', 0.29],
    ['USD', 0, 0],
    ['USD', '9999999999999.99', 9999999999999.99],
    ['USD', '007.10', 7.1],
    ['USD', '5.1000', 5.1],
    ['JPY', 1200, 1200],
    ['JPY', '1200', 1200],
    ['JPY', '999999999999999', 999999999999999],
    ['KWD', 1.234, 1.234],
    ['KWD', '12.345', 12.345],
    ['KWD', '999999999999.999', 999999999999.999],
  ])('in %s takes %j exactly', async (currency, amount, stored) => {
    const deal = await makeDeal(admin, open, { amount, currency })
    expect(deal.amount).toBe(stored)
    expect(ok(await admin.get<Deal>(`/api/deals/${deal.id}`)).amount).toBe(stored)
    const [row] = await rows<{ minor: string }>(
      sql`select amount_minor::text as minor from deals where id = ${deal.id}`,
    )
    const decimals = { USD: 2, JPY: 0, KWD: 3 }[currency]!
    expect(row!.minor).toBe(String(BigInt(Math.round(stored * 10 ** decimals))))
  })

  test.each<[string, number | string]>([
    ['USD', 0.001],
    ['USD', '1.005'],
    ['USD', '10000000000000'],
    ['USD', 1e21],
    ['USD', '1e3'],
    ['USD', '1,000'],
    ['USD', ''],
    ['JPY', 0.5],
    ['JPY', '1000000000000000'],
    ['KWD', 0.0001],
  ])('in %s refuses %j', async (currency, amount) => {
    const body = { title: 'a', stageId: open, amount, currency }
    expectRefusal(await admin.post('/api/deals', body), 400, 'amount')
  })

  test('is kept when the currency changes, and refused when it does not fit that', async () => {
    const admin = await newAdmin()
    const { open } = await makeBoard(admin)
    const deal = await makeDeal(admin, open, { amount: 12.5, currency: 'USD' })
    const path = `/api/deals/${deal.id}`
    expect(ok(await admin.put<Deal>(path, { currency: 'KWD' }))).toMatchObject({ amount: 12.5, currency: 'KWD' })
    expectRefusal(await admin.put(path, { currency: 'JPY' }), 400, 'amount')
    expect(ok(await admin.put(path, { currency: 'JPY', amount: 12 }))).toMatchObject({ amount: 12, currency: 'JPY' })
    expect(ok(await admin.put(path, { amount: null }))).toMatchObject({ amount: null, currency: 'JPY' })
  })
})

describe('GET /api/deals/:id', () => {
  test('answers the deal without relations', async () => {
    const admin = await newAdmin()
    const { deal } = await makeBoard(admin)
    expect(ok(await admin.get(`/api/deals/${deal.id}`))).toEqual(deal)
  })

  test('of an unknown id is 404, of one that is no uuid 400', async () => {
    const admin = await newAdmin()
    expectRefusal(await admin.get(`/api/deals/${crypto.randomUUID()}`), 404)
    expectRefusal(await admin.get('/api/deals/null'), 400, 'id')
  })
})

describe('PUT /api/deals/:id', () => {
  test('takes the documented body: it moves the deal and sets the probability', async () => {
    const admin = await newAdmin()
    const { second, deal } = await makeBoard(admin)
    const answer = await admin.put<Deal>(`/api/deals/${deal.id}`, { stageId: second, probability: 90 })
    expect(answer.status).toBe(200)
    const { updatedAt, stageEnteredAt } = answer.body
    expect(answer.body).toEqual({ ...deal, stageId: second, probability: 90, version: 2, updatedAt, stageEnteredAt })
    expect(stageEnteredAt > deal.stageEnteredAt).toBe(true)
  })

  test('with what GET returned changes nothing, not even the version', async () => {
    const admin = await newAdmin()
    const { deal } = await makeBoard(admin)
    const path = `/api/deals/${deal.id}`
    const relations = ['stage', 'stage.pipeline', 'client', 'createdByUser']
    for (const query of [{}, { relations }])
      expect(ok(await admin.put(path, ok(await admin.get<object>(path, query))))).toEqual(deal)
    expect(ok(await admin.get(path))).toEqual(deal)
  })

  test('with the stage it is in moves nothing, whatever the letters of the id', async () => {
    const admin = await newAdmin()
    const { open, deal } = await makeBoard(admin)
    await makeDeal(admin, open)
    const path = `/api/deals/${deal.id}`
    expect(ok(await admin.put(path, { stageId: open }))).toEqual(deal)
    expect(ok(await admin.put(path, { stageId: open.toUpperCase() }))).toEqual(deal)
  })

  test('moves to the top of another stage, or beside the neighbour that is named', async () => {
    const admin = await newAdmin()
    const { open, second } = await makeBoard(admin)
    const [b, x, y, z] = [
      await makeDeal(admin, second, { title: 'b' }),
      await makeDeal(admin, open, { title: 'x' }),
      await makeDeal(admin, open, { title: 'y' }),
      await makeDeal(admin, open, { title: 'z' }),
    ]
    ok(await admin.put(`/api/deals/${x.id}`, { stageId: second }))
    ok(await admin.put(`/api/deals/${y.id}`, { stageId: second, afterId: b.id }))
    ok(await admin.put(`/api/deals/${z.id}`, { stageId: second, beforeId: b.id }))
    expect(await order(admin, second)).toBe('xzby')
    const moved = ok(await admin.put<Deal>(`/api/deals/${y.id}`, { beforeId: x.id }))
    expect(await order(admin, second)).toBe('yxzb')
    expect(moved.version).toBe(3)
  })

  test('refuses both neighbours at once, and one of another pipeline', async () => {
    const admin = await newAdmin()
    const [{ open, deal }, other] = [await makeBoard(admin), await makeBoard(admin)]
    const [a, b] = [await makeDeal(admin, open), await makeDeal(admin, open)]
    const path = `/api/deals/${deal.id}`
    expectRefusal(await admin.put(path, { beforeId: a.id, afterId: b.id }), 400, 'afterId')
    expectRefusal(await admin.put(path, { beforeId: other.deal.id }), 400, 'beforeId')
    expectRefusal(await admin.put(path, { afterId: other.deal.id }), 400, 'afterId')
  })

  test('below one card as often as a gap has room for, and oftener, leaves the others their version and their undo', async () => {
    const { ADMIN, EMPLOYEE } = await newTenant('ADMIN', 'EMPLOYEE')
    const { open, second, pipeline, deal: top } = await makeBoard(ADMIN)
    const next = await makeDeal(EMPLOYEE, open, { afterId: top.id })
    const path = `/api/deals/${next.id}`
    const away = ok(await EMPLOYEE.put<Deal>(path, { stageId: second }))
    const back = ok(await EMPLOYEE.put<Deal>(path, { stageId: open, afterId: top.id }))
    const made: string[] = []
    for (let i = 0; i < 320; i++) made.unshift((await makeDeal(ADMIN, open, { afterId: top.id })).id)
    const { items } = ok(await ADMIN.get<{ items: Deal[] }>(`/api/pipelines/${pipeline.id}/deals`))
    expect(items.map(({ id }) => id)).toEqual([top.id, ...made, next.id])
    expect(ok(await ADMIN.get(path))).toEqual(back)
    const ifMatch = { 'if-match': `"${top.version}"` }
    expect(ok(await ADMIN.put(`/api/deals/${top.id}`, { probability: 5 }, ifMatch))).toMatchObject({ version: 2 })
    const { deal } = ok(await EMPLOYEE.post<{ deal: Deal }>(`${path}/undo`, { version: back.version }))
    expect(deal).toMatchObject({ stageId: second, stageEnteredAt: away.stageEnteredAt })
  })

  test('goes back and forth by undo and redo until somebody changes it, to where it was not yet made too', async () => {
    const { ADMIN, EMPLOYEE } = await newTenant('ADMIN', 'EMPLOYEE')
    const { open, second } = await makeBoard(ADMIN)
    const { id } = await makeDeal(ADMIN, open)
    const path = `/api/deals/${id}`
    const { version } = ok(await ADMIN.put<Deal>(path, { stageId: second }))
    const reverse = async (way: 'undo' | 'redo', version: number) =>
      ok(await ADMIN.post<{ deal: Deal | null }>(`${path}/${way}`, { version })).deal
    for (let i = 0; i < 2; i++) {
      expect(await reverse('undo', version)).toMatchObject({ stageId: open })
      expect(await reverse('undo', 1)).toBeNull()
      expectRefusal(await ADMIN.get(path), 404)
      expect(await reverse('redo', 1)).toMatchObject({ id, stageId: open })
      expect(await reverse('redo', version)).toMatchObject({ id, stageId: second })
    }
    expect(await reverse('undo', version)).toMatchObject({ stageId: open })
    ok(await EMPLOYEE.put(path, { title: 'Theirs' }))
    const { detail } = expectRefusal(await ADMIN.post(`${path}/redo`, { version }), 409)
    expect(detail).toMatch(/ changed it since then\. Nothing was redone\.$/)
    expectRefusal(await ADMIN.post(`${path}/redo`, {}), 400, 'version')
  })

  test('closes a deal that enters a won or lost stage, and opens one that leaves it', async () => {
    const admin = await newAdmin()
    const { open, won, lost, deal } = await makeBoard(admin)
    const path = `/api/deals/${deal.id}`
    const done = ok(await admin.put<Deal>(path, { stageId: won }))
    expect(done.closedAt).toBe(done.stageEnteredAt)
    const gone = ok(await admin.put<Deal>(path, { stageId: lost, lostReason: 'Price' }))
    expect(gone).toMatchObject({ lostReason: 'Price', closedAt: gone.stageEnteredAt })
    expect(gone.closedAt! > done.closedAt!).toBe(true)
    expect(ok(await admin.put(path, { stageId: open }))).toMatchObject({ closedAt: null, lostReason: null })
  })

  test('moves to a stage of another pipeline, which becomes its own', async () => {
    const admin = await newAdmin()
    const [{ deal }, other] = [await makeBoard(admin), await makePipeline(admin)]
    const moved = ok(await admin.put<Deal>(`/api/deals/${deal.id}`, { stageId: other.stages[1]!.id }))
    expect(moved.pipelineId).toBe(other.id)
  })

  test('ignores the read-only fields', async () => {
    const admin = await newAdmin()
    const [{ deal }, other] = [await makeBoard(admin), await makePipeline(admin)]
    const given = { pipelineId: other.id, stageEnteredAt: null, closedAt: '2020-01-01T00:00:00.000Z', version: 99 }
    expect(ok(await admin.put(`/api/deals/${deal.id}`, given))).toEqual(deal)
  })

  test('sets and empties what may be empty', async () => {
    const admin = await newAdmin()
    const { lost } = await makeBoard(admin)
    const deal = await makeDeal(admin, lost)
    const other = await makeContact(admin)
    const given = {
      ...{ title: 'New', probability: null, clientId: other.id, ownerId: admin.account.userId, amount: 7 },
      ...{ currency: 'EUR', expectedCloseDate: '2028-02-29', lostReason: 'None yet', isArchived: true },
    }
    const path = `/api/deals/${deal.id}`
    expect(ok(await admin.put(path, given))).toMatchObject({ ...given, version: 2 })
    const empty = { clientId: null, ownerId: null, amount: null, expectedCloseDate: null, lostReason: null }
    expect(ok(await admin.put(path, empty))).toMatchObject({ ...empty, version: 3 })
  })

  test('refuses a lost reason by name where the deal is not lost, and takes back the one that it had', async () => {
    const admin = await newAdmin()
    const { deal, won, lost } = await makeBoard(admin)
    const path = `/api/deals/${deal.id}`
    const lostReason = 'Price'
    expectRefusal(await admin.post('/api/deals', { title: 'New', stageId: won, lostReason }), 400, 'lostReason')
    expectRefusal(await admin.put(path, { lostReason }), 400, 'lostReason')
    expectRefusal(await admin.put(path, { stageId: won, lostReason }), 400, 'lostReason')
    const whole = ok(await admin.put<Deal>(path, { stageId: lost, lostReason }))
    expect(ok(await admin.put(path, { ...whole, stageId: won }))).toMatchObject({ stageId: won, lostReason: null })
  })

  test('of an unknown id is 404, of one that is no uuid 400', async () => {
    const admin = await newAdmin()
    expectRefusal(await admin.put(`/api/deals/${crypto.randomUUID()}`, { title: 'a' }), 404)
    expectRefusal(await admin.put('/api/deals/1', { title: 'a' }), 400, 'id')
  })
})

describe('DELETE /api/deals/:id', () => {
  test('answers 204, then 404, and leaves the whole deal in the change log', async () => {
    const admin = await newAdmin()
    const { deal } = await makeBoard(admin)
    const answer = await admin.delete(`/api/deals/${deal.id}`)
    expect([answer.status, answer.text]).toEqual([204, ''])
    expectRefusal(await admin.get(`/api/deals/${deal.id}`), 404)
    expectRefusal(await admin.delete(`/api/deals/${deal.id}`), 404)
    const [logged] = await rows<{ before: object }>(
      sql`select before from changes where entity_id = ${deal.id} and action = 'deleted'`,
    )
    const {
      amount: _,
      expectedCloseDate: expectedCloseOn,
      createdAt: _c,
      updatedAt: _u,
      stageEnteredAt: _s,
      ...same
    } = deal
    expect(logged!.before).toMatchObject({ ...same, amountMinor: 120_050, expectedCloseOn })
  })
})

test('count answers a bare number', async () => {
  const admin = await newAdmin()
  const { second, open } = await makeBoard(admin)
  await makeDeal(admin, second)
  expect((await admin.get('/api/deals/count')).text).toBe('2')
  expect((await admin.get('/api/deals/count', { where: { stageId: open } })).text).toBe('1')
})
