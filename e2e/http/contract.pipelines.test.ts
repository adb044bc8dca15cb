import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { Deal } from '@/lib/deals/schema'
import type { Pipeline } from '@/lib/pipelines/schema'
import { expectRefusal, ok } from './support/client'
import { rows } from './support/database'
import { makeBoard, makeDeal, makePipeline } from './support/made'
import { newAdmin } from './support/tenant'

type List = { items: Pipeline[]; total: number }

const AUDITED = [
  'id',
  'tenantId',
  'createdAt',
  'updatedAt',
  'createdByUserId',
  'updatedByUserId',
  'isArchived',
  'version',
]
const PIPELINE = [...AUDITED, 'name', 'description', 'isActive', 'stages', 'organizationId', 'currency']
const STAGE = [
  ...AUDITED,
  ...['name', 'index', 'description', 'pipelineId'],
  ...['kind', 'probability', 'rottingDays', 'color', 'requiredFields', 'wipLimit', 'wipAmount', 'wipIsHard'],
]
const STAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

describe('POST /api/pipelines', () => {
  test('takes the documented body exactly as written', async () => {
    const admin = await newAdmin()
    const answer = await admin.post<Pipeline>('/api/pipelines', {
      name: 'Enterprise Sales',
      description: 'Pipeline for enterprise deals',
      organizationId: admin.account.organizationId,
      stages: [
        { name: 'Prospecting', index: 0 },
        { name: 'Qualification', index: 1 },
        { name: 'Proposal', index: 2 },
        { name: 'Negotiation', index: 3 },
        { name: 'Closed Won', index: 4 },
      ],
    })
    expect(answer.status).toBe(201)
    const { tenantId, organizationId, userId } = admin.account
    expect(answer.body).toMatchObject({
      name: 'Enterprise Sales',
      description: 'Pipeline for enterprise deals',
      isActive: true,
      isArchived: false,
      currency: 'USD',
      version: 1,
      tenantId,
      organizationId,
      createdByUserId: userId,
      updatedByUserId: userId,
    })
    expect(answer.body.stages.map(({ name, index, kind }) => [name, index, kind])).toEqual([
      ['Prospecting', 0, 'open'],
      ['Qualification', 1, 'open'],
      ['Proposal', 2, 'open'],
      ['Negotiation', 3, 'open'],
      ['Closed Won', 4, 'won'],
    ])
    expect(ok(await admin.get<Pipeline>(`/api/pipelines/${answer.body.id}`))).toEqual(answer.body)
  })

  test('answers the model: every key, unset ones as null, times in milliseconds, ids of version 7', async () => {
    const pipeline = await makePipeline(await newAdmin(), { stages: [{ name: 'Open' }] })
    const stage = pipeline.stages[0]!
    expect(Object.keys(pipeline).sort()).toEqual(PIPELINE.sort())
    expect(Object.keys(stage).sort()).toEqual(STAGE.sort())
    expect(pipeline.description).toBeNull()
    expect(stage).toMatchObject({
      ...{ description: null, probability: null, rottingDays: null, color: null },
      ...{ requiredFields: [], wipLimit: null, wipAmount: null, wipIsHard: false },
      ...{ pipelineId: pipeline.id, tenantId: pipeline.tenantId, version: 1 },
    })
    for (const { id, createdAt, updatedAt } of [pipeline, stage]) {
      expect(id).toMatch(UUID_V7)
      expect([createdAt, updatedAt].every((time) => STAMP.test(time))).toBe(true)
    }
  })

  test('needs no organization and no stages', async () => {
    const admin = await newAdmin()
    const pipeline = await makePipeline(admin, { stages: undefined })
    expect(pipeline).toMatchObject({ organizationId: admin.account.organizationId, stages: [] })
  })

  test.each([
    ['by index, whatever the array', [2, 0, 1], 'bca'],
    ['ties by the array', [1, 0, 1, 0], 'bdac'],
    ['missing ones by the array', [undefined, undefined, undefined], 'abc'],
    ['gaps are closed', [70, 10, 30], 'bca'],
    ['none at all by the array', [null, null], 'ab'],
  ])('orders stages: %s, and stores them contiguous from 0', async (_, indexes, order) => {
    const stages = indexes.map((index, i) => ({ name: 'abcd'[i], index }))
    const pipeline = await makePipeline(await newAdmin(), { stages })
    expect(pipeline.stages.map(({ name }) => name).join('')).toBe(order)
    expect(pipeline.stages.map(({ index }) => index)).toEqual(indexes.map((_, i) => i))
  })

  test.each([
    ['Won', 'won'],
    ['Closed Won', 'won'],
    ['closed won', 'won'],
    ['Lost', 'lost'],
    ['Closed Lost', 'lost'],
    ['Wonderful', 'open'],
    ['Prospecting', 'open'],
  ])('infers the kind of a stage called %s: %s', async (name, kind) => {
    const pipeline = await makePipeline(await newAdmin(), { stages: [{ name }] })
    expect(pipeline.stages[0]!.kind).toBe(kind)
  })

  test('takes a kind, probability, rotting days, colour and limit as they are given', async () => {
    const given = { name: 'Won', kind: 'open', probability: 30, rottingDays: 14, color: '#3b82f6', wipLimit: 5 }
    const pipeline = await makePipeline(await newAdmin(), { stages: [given], currency: 'EUR' })
    expect(pipeline.stages[0]).toMatchObject(given)
    expect(pipeline.currency).toBe('EUR')
  })

  test.each<[string, object, string[]]>([
    ['no name', { name: undefined }, ['name']],
    ['a name of blanks', { name: ' \n ' }, ['name']],
    ['a name of 201 characters', { name: 'n'.repeat(201) }, ['name']],
    ['a name that is no text', { name: 7 }, ['name']],
    ['a currency of nowhere', { currency: 'XQQ' }, ['currency']],
    ['isActive as text', { isActive: 'true' }, ['isActive']],
    ['an organization that is no uuid', { organizationId: 'mine' }, ['organizationId']],
    ['stages that are no list', { stages: {} }, ['stages']],
    ['a nested stage without a name', { stages: [{ name: 'a' }, { index: 1 }] }, ['stages.1.name']],
    ['a nested stage of an unknown kind', { stages: [{ name: 'a', kind: 'maybe' }] }, ['stages.0.kind']],
    ['a nested probability above 100', { stages: [{ name: 'a', probability: 101 }] }, ['stages.0.probability']],
    ['a nested unknown key', { stages: [{ name: 'a', colour: 'red' }] }, ['stages.0.colour']],
    ['a nested negative index', { stages: [{ name: 'a', index: -1 }] }, ['stages.0.index']],
    ['several at once', { name: '', owner: 1, stages: [{}] }, ['name', 'owner', 'stages.0.name']],
  ])('refuses %s and names it', async (_, given, paths) => {
    const admin = await newAdmin()
    expectRefusal(await admin.post('/api/pipelines', { name: 'Sales', ...given }), 400, ...paths)
    expect(ok(await admin.get<number>('/api/pipelines/count'))).toBe(0)
  })

  test('trims names, counts characters rather than bytes, and lets two have the same', async () => {
    const admin = await newAdmin()
    const name = '🦈'.repeat(200)
    const [first, second] = [await makePipeline(admin, { name: `  ${name}\n` }), await makePipeline(admin, { name })]
    expect([first.name, second.name]).toEqual([name, name])
  })
})

describe('GET /api/pipelines/:id', () => {
  test('shows the stages in order, without their deals', async () => {
    const admin = await newAdmin()
    const { pipeline } = await makeBoard(admin)
    expect(ok(await admin.get(`/api/pipelines/${pipeline.id}`))).toEqual(pipeline)
  })

  test('shows their deals in board order with the relation stages.deals', async () => {
    const admin = await newAdmin()
    const { pipeline, open, deal } = await makeBoard(admin)
    const above = await makeDeal(admin, open)
    const { stages } = ok(await admin.get<Pipeline>(`/api/pipelines/${pipeline.id}?relations[]=stages.deals`))
    expect(stages[0]!.deals!.map(({ id }) => id)).toEqual([above.id, deal.id])
    expect(stages[1]!.deals).toEqual([])
  })

  test('of an unknown id is 404, of one that is no uuid 400', async () => {
    const admin = await newAdmin()
    expectRefusal(await admin.get(`/api/pipelines/${crypto.randomUUID()}`), 404)
    expectRefusal(await admin.get('/api/pipelines/12'), 400, 'id')
  })
})

describe('GET /api/pipelines/:id/deals', () => {
  test('lists in stage order, then board order, with a total that ignores paging', async () => {
    const admin = await newAdmin()
    const { pipeline, open, second, won, deal } = await makeBoard(admin)
    const [a, b, c] = [await makeDeal(admin, won), await makeDeal(admin, second), await makeDeal(admin, open)]
    const path = `/api/pipelines/${pipeline.id}/deals`
    const { items, total } = ok(await admin.get<{ items: Deal[]; total: number }>(path))
    expect(items.map(({ id }) => id)).toEqual([c, deal, b, a].map(({ id }) => id))
    expect(total).toBe(4)
    const page = ok(await admin.get<{ items: Deal[]; total: number }>(path, 'take=2&skip=1'))
    expect(page).toEqual({ items: items.slice(1, 3), total: 4 })
  })

  test('shows relations that are asked for', async () => {
    const admin = await newAdmin()
    const { pipeline, open, client } = await makeBoard(admin)
    const query = 'relations[0]=client&relations[1]=stage'
    const { items } = ok(await admin.get<{ items: Deal[] }>(`/api/pipelines/${pipeline.id}/deals`, query))
    expect(items[0]).toMatchObject({ client: { id: client.id }, stage: { id: open } })
  })

  test('of an unknown pipeline is 404, never an empty 200', async () => {
    const admin = await newAdmin()
    expectRefusal(await admin.get(`/api/pipelines/${crypto.randomUUID()}/deals`), 404)
    expectRefusal(await admin.get('/api/pipelines/x/deals'), 400, 'id')
  })
})

describe('DELETE /api/pipelines/:id', () => {
  test('answers 204 and takes stages and deals with it, and no others', async () => {
    const admin = await newAdmin()
    const [gone, stays] = [await makeBoard(admin), await makeBoard(admin)]
    expect((await admin.delete(`/api/pipelines/${gone.pipeline.id}`)).status).toBe(204)
    expectRefusal(await admin.get(`/api/pipelines/${gone.pipeline.id}`), 404)
    expectRefusal(await admin.get(`/api/deals/${gone.deal.id}`), 404)
    expectRefusal(await admin.delete(`/api/pipelines/${gone.pipeline.id}`), 404)
    expect(ok(await admin.get<List>('/api/pipelines')).items).toEqual([stays.pipeline])
    expect(ok(await admin.get(`/api/deals/${stays.deal.id}`))).toEqual(stays.deal)
    expect(ok(await admin.get(`/api/organization-contact/${gone.client.id}`))).toEqual(gone.client)
  })

  test('leaves the whole of them in the change log, under one batch', async () => {
    const admin = await newAdmin()
    const { pipeline, deal } = await makeBoard(admin)
    const before = await image(pipeline.id)
    ok(await admin.delete(`/api/pipelines/${pipeline.id}`))
    const logged = await rows<{ entity: string; before: { id: string }; batch_id: string; actor_id: string }>(sql`
      select entity, before, batch_id, actor_id from changes
      where pipeline_id = ${pipeline.id} and action = 'deleted' order by entity, before ->> 'index'`)
    expect(logged.map(({ entity }) => entity)).toEqual(['deal', 'pipeline', ...Array(4).fill('stage'), 'view'])
    expect(new Set(logged.map(({ batch_id }) => batch_id)).size).toBe(1)
    expect(new Set(logged.map(({ actor_id }) => actor_id))).toEqual(new Set([admin.account.userId]))
    expect(logged[0]!.before).toMatchObject({
      id: deal.id,
      title: deal.title,
      amountMinor: 120_050,
      rank: expect.any(String),
    })
    const byId = Object.fromEntries(logged.map(({ before }) => [before.id, Object.values(before).map(String).sort()]))
    for (const { id, content } of before) expect(byId[id], id).toEqual(Object.values(content).map(String).sort())
  })

  test('of an unknown id is 404, of one that is no uuid 400', async () => {
    const admin = await newAdmin()
    expectRefusal(await admin.delete(`/api/pipelines/${crypto.randomUUID()}`), 404)
    expectRefusal(await admin.delete('/api/pipelines/1'), 400, 'id')
  })
})

test('count answers a bare number', async () => {
  const admin = await newAdmin()
  expect((await admin.get('/api/pipelines/count')).text).toBe('0')
  await makePipeline(admin)
  await makePipeline(admin, { name: 'Other' })
  expect((await admin.get('/api/pipelines/count')).text).toBe('2')
  expect((await admin.get('/api/pipelines/count?where[name]=oth')).text).toBe('1')
})

/** Everything the tables hold of a pipeline, as JSON. */
const image = (pipelineId: string) =>
  rows<{ id: string; content: Record<string, unknown> }>(sql`
    select id, to_jsonb(t) as content from pipelines t where id = ${pipelineId}
    union all select id, to_jsonb(t) from pipeline_stages t where pipeline_id = ${pipelineId}
    union all select id, to_jsonb(t) from deals t where pipeline_id = ${pipelineId}`)
