import { beforeAll, describe, expect, test } from 'vitest'
import type { Deal } from '@/lib/deals/schema'
import { expectRefusal, ok } from './support/client'
import { liveDocument } from './support/documented'
import { makeBoard, makeContact, makeDeal } from './support/made'
import { pathOf, table } from './support/route-table'
import { type Member, newAdmin } from './support/tenant'

type List<T> = { items: T[]; total: number }
type Board = Awaited<ReturnType<typeof makeBoard>>

let admin: Member
let board: Board
let other: Board
beforeAll(async () => {
  admin = await newAdmin()
  board = await makeBoard(admin)
  other = await makeBoard(admin)
  await makeDeal(admin, board.won, { title: 'X', probability: 40 })
})

const titles = async (query: Record<string, unknown>) => {
  const list = ok(await admin.get<List<Deal>>('/api/deals', query))
  expect(ok(await admin.get('/api/deals/pagination', query))).toEqual(list)
  expect(ok(await admin.get('/api/deals/count', query))).toBe(list.total)
  expect(list.total).toBe(list.items.length)
  return list.items.map(({ title }) => title).join()
}
const data = (json: object) => JSON.stringify(json)

describe('a filter counts wherever it stands', () => {
  test('in where, alone, and in both places of data', async () => {
    for (const field of [{ stageId: board.won }, { probability: '40' }, { stage: { kind: 'won' } }, { q: 'x' }])
      for (const query of [field, { where: field }, { data: data({ findInput: field }) }, { data: data(field) }])
        expect(await titles(query), JSON.stringify(query)).toBe('X')
  })

  test('beside another: both hold', async () => {
    const where = { pipelineId: board.pipeline.id }
    expect(await titles({ where, data: data({ relations: ['stage'] }) })).toBe('Licence,X')
    expect(await titles({ where, data: data({ findInput: { probability: 40 } }) })).toBe('X')
    expect(await titles({ where, data: data({ findInput: { isArchived: true } }) })).toBe('')
    expect(await titles({ where, probability: '40', data: data({ findInput: where }) })).toBe('X')
    expect(await titles({ where: { q: 'licence' }, search: 'lic', tags: ['none'] })).toBe('')
  })

  test('beside another value for the same field: nothing is both', async () => {
    const [a, b] = [{ pipelineId: board.pipeline.id }, { pipelineId: other.pipeline.id }]
    for (const query of [
      { where: a, ...b },
      { where: a, data: data({ findInput: b }) },
      { ...a, data: data(b) },
      { data: data({ ...a, findInput: b }) },
      { where: { stage: { name: 'Won' } }, stage: 'Open' },
      { where: { title: 'X' }, title: 'Y', data: data({ findInput: { title: 'X' } }) },
    ])
      expect(await titles(query), JSON.stringify(query)).toBe('')
    expect(await titles({ where: { stage: { kind: 'won' } }, stage: 'Won' })).toBe('X')
    expect(await titles({ where: { stage: { kind: 'won', version: '1', isArchived: 'false' } } })).toBe('X')
    expect(await titles({ where: { stage: { kind: 'won', version: '2' } } })).toBe('')
  })

  test('of texts that contain: both do', async () => {
    const client = await makeContact(admin, { name: 'North West' })
    await makeContact(admin, { name: 'North East' })
    const query = { where: { name: 'north' }, name: 'west' }
    expect(ok(await admin.get('/api/organization-contact', query))).toEqual({ items: [client], total: 1 })
    expect(ok(await admin.get('/api/organization-contact/count', query))).toBe(1)
  })

  test('on the deals of a pipeline beside the path', async () => {
    const path = `/api/pipelines/${board.pipeline.id}/deals`
    expect(ok(await admin.get<List<Deal>>(path, { stage: 'Won' })).items).toMatchObject([{ title: 'X' }])
    expect(ok(await admin.get(path, { pipelineId: other.pipeline.id }))).toEqual({ items: [], total: 0 })
  })

  test('relations too', async () => {
    const query = { relations: 'client', data: data({ relations: ['stage'] }) }
    expect(Object.keys(ok(await admin.get<Deal>(`/api/deals/${board.deal.id}`, query)))).toEqual(
      expect.arrayContaining(['client', 'stage']),
    )
  })
})

describe('one entity', () => {
  const entities = (): [path: string, fits: object, doesNot: object][] => [
    [`/api/deals/${board.deal.id}`, { stageId: board.open }, { stageId: board.won }],
    [`/api/pipelines/${board.pipeline.id}`, { stages: 'second', isActive: 'true' }, { stages: 'third' }],
    [`/api/organization-contact/${board.client.id}`, { contactType: 'CLIENT' }, { contactType: 'LEAD' }],
  ]

  test('is there where every condition holds, else 404, and 403 for another tenant', async () => {
    const { organizationId, tenantId } = admin.account
    const [id, tenant] = [crypto.randomUUID(), { tenantId: crypto.randomUUID() }]
    for (const [path, fits, doesNot] of entities()) {
      const plain = ok(await admin.get(path))
      const asked = { ...fits, organizationId, tenantId }
      for (const query of [{ where: asked }, { data: data({ findInput: asked }) }, { organizationId, tenantId }])
        expect(ok(await admin.get(path, query))).toEqual(plain)
      for (const wrong of [doesNot, { id }, { organizationId: id }])
        for (const query of [{ where: wrong }, { data: data({ findInput: wrong }) }])
          expectRefusal(await admin.get(path, query), 404)
      expectRefusal(await admin.get(path, { organizationId: id }), 404)
      for (const query of [{ where: tenant }, { data: data(tenant) }, { data: data({ findInput: tenant }) }, tenant])
        expectRefusal(await admin.get(path, query), 403)
    }
  })
})

describe('what is not understood is 400 and named', () => {
  test.each<[string, Record<string, string>]>([
    ['data.findInput.colour', { data: data({ findInput: { colour: 'red' } }) }],
    ['data.colour', { data: data({ colour: 'red' }) }],
    ['data.relations.0', { data: data({ relations: ['colour'] }) }],
    ['data', { data: '[' }],
    ['relations.1', { relations: 'tenant,colour' }],
    ['order.stage.colour', { 'order[stage][colour]': 'ASC' }],
    ['order.stages', { 'order[stages]': 'ASC' }],
    ['colour', { colour: 'red' }],
    ['limit', { take: '1', limit: '2' }],
    ['page', { skip: '1', page: '3' }],
    ['where.where', { 'where[where]': 'x' }],
  ])('%s', async (name, query) => {
    for (const path of ['/api/pipelines/pagination', '/api/organization-contact', '/api/pipelines/count'])
      expectRefusal(await admin.get(path, query), 400, name)
  })

  test('a null in data is no filter that can be left out', async () => {
    const query = { data: data({ findInput: { clientId: null } }) }
    expectRefusal(await admin.get('/api/deals', query), 400, 'data.findInput.clientId')
  })

  test('by every route and method of the document', async () => {
    const { paths } = await liveDocument()
    for (const [path, methods] of Object.entries(paths))
      for (const method of Object.keys(methods).map((name) => name.toUpperCase())) {
        if (path === '/api/auth/{nextauth}') continue
        const { id, body } = table[`${method} ${path}`]!
        const own = { ...board, roleId: crypto.randomUUID() }
        const address = pathOf(`${method} ${path}`, id ? crypto.randomUUID() : '')
        const sent = { query: 'colour=red', body: body?.(own) }
        expectRefusal(await admin.send(method, address, sent), 400, 'colour')
      }
  })

  test('a parameter that is undefined as a whole is none, and on writes the own tenant is one', async () => {
    const { tenantId } = admin.account
    const path = `/api/deals/${board.deal.id}`
    expect(ok(await admin.get(path, 'where=undefined&relations=undefined&colour=undefined'))).toEqual(board.deal)
    expect(ok(await admin.send('PUT', path, { query: { tenantId }, body: {} }))).toEqual(board.deal)
    const another = { query: { tenantId: crypto.randomUUID() }, body: {} }
    expectRefusal(await admin.send('PUT', path, another), 403)
    expectRefusal(await admin.get('/api/deals', 'where[stageId]=undefined'), 400, 'where.stageId')
  })
})
