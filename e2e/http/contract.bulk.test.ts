import { beforeAll, describe, expect, test } from 'vitest'
import type { Deal } from '@/lib/deals/schema'
import { expectRefusal, ok } from './support/client'
import { digest } from './support/database'
import { makeBoard, makeDeal } from './support/made'
import { type Member, newAdmin } from './support/tenant'

type Answer = { batchId: string | null; items: { id: string; version: number }[] }

let admin: Member
let board: Awaited<ReturnType<typeof makeBoard>>
beforeAll(async () => {
  admin = await newAdmin()
  board = await makeBoard(admin)
})

const titles = async (stageId: string) => {
  const { items } = ok(await admin.get<{ items: Deal[] }>(`/api/pipelines/${board.pipeline.id}/deals`))
  return items.filter((deal) => deal.stageId === stageId).map(({ title }) => title)
}

test('a bulk change, its undo and its redo, by the document', async () => {
  const { open, second } = board
  const [a, b] = [await makeDeal(admin, open, { title: 'a' }), await makeDeal(admin, open, { title: 'b' })]
  const deals = [a, b].map(({ id, version }) => ({ id: id.toUpperCase(), version }))
  const body = { deals, stageId: second, expectedCloseDate: '2031-05-17', addTags: ['Hot'] }
  const { batchId, items } = ok(await admin.post<Answer>('/api/deals/bulk', body))
  expect(items).toEqual([a, b].map(({ id }) => ({ id, version: 2 })))
  expect(await titles(second)).toEqual(['a', 'b'])
  expect(ok(await admin.get<Deal>(`/api/deals/${a.id}`))).toMatchObject({ tags: ['Hot'], version: 2 })

  const stale = expectRefusal(await admin.post('/api/deals/bulk', body), 412, 'deals.0.version', 'deals.1.version')
  expect(stale.detail).toContain('changed “a” and “b” meanwhile')
  expect(stale.current).toEqual(items)
  expect(new Set(stale.changed)).toEqual(new Set(['stageId', 'stageEnteredAt', 'place', 'expectedCloseDate', 'tags']))
  const current = { deals: items, delete: true }
  const gone = ok(await admin.post<Answer>('/api/deals/bulk', current))
  expectRefusal(await admin.post(`/api/deals/bulk/${batchId}/undo`), 409)
  expectRefusal(await admin.post('/api/deals/bulk', current), 400, 'deals.0.id')
  for (const { batchId: done } of [gone, { batchId }]) ok(await admin.post(`/api/deals/bulk/${done}/undo`))
  expect(await titles(second)).toEqual([])
  expect(ok(await admin.get<Deal>(`/api/deals/${a.id}`))).toMatchObject({ tags: [], expectedCloseDate: null })
  expectRefusal(await admin.post(`/api/deals/bulk/${batchId}/undo`), 409)
  for (let i = 0; i < 2; i++) {
    const redone = ok(await admin.post<Answer>(`/api/deals/bulk/${batchId}/redo`))
    expect(redone.items.map(({ id }) => id)).toEqual([a.id, b.id])
    expect(await titles(second)).toEqual(['a', 'b'])
    expectRefusal(await admin.post(`/api/deals/bulk/${batchId}/redo`), 409)
    ok(await admin.post(`/api/deals/bulk/${batchId}/undo`))
    expect(await titles(second)).toEqual([])
  }
  ok(await admin.put(`/api/deals/${b.id}`, { title: 'c' }))
  expectRefusal(await admin.post(`/api/deals/bulk/${batchId}/redo`), 409)
})

describe('a body that is wrong is 400, names what is, and changes nothing', () => {
  const id = () => board.deal.id
  test.each<[string, () => object, string]>([
    ['no deals', () => ({ probability: 1 }), 'deals'],
    ['an empty list', () => ({ deals: [], probability: 1 }), 'deals'],
    ['more than 5,000', () => ({ deals: Array(5001).fill({ id: id() }), probability: 1 }), 'deals'],
    ['a deal twice', () => ({ deals: [{ id: id() }, { id: id().toUpperCase() }], probability: 1 }), 'deals.1.id'],
    ['bare ids', () => ({ deals: [id()], probability: 1 }), 'deals.0'],
    ['an unknown key of a deal', () => ({ deals: [{ id: id(), title: 'x' }], probability: 1 }), 'deals.0.title'],
    ['a version that cannot be', () => ({ deals: [{ id: id(), version: 0 }], probability: 1 }), 'deals.0.version'],
    ['no change', () => ({ deals: [{ id: id() }] }), 'body'],
    ['a deletion beside a change', () => ({ deals: [{ id: id() }], probability: 1, delete: true }), 'delete'],
    ['a deletion that is none', () => ({ deals: [{ id: id() }], delete: false }), 'delete'],
    ['a neighbour without a stage', () => ({ deals: [{ id: id() }], beforeId: crypto.randomUUID() }), 'stageId'],
    ['itself as a neighbour', () => ({ deals: [{ id: id() }], stageId: board.open, afterId: id() }), 'afterId'],
    ['what only one deal has', () => ({ deals: [{ id: id() }], probability: 1, title: 'Same' }), 'title'],
    ['a tag with a comma', () => ({ deals: [{ id: id() }], addTags: ['a,b'] }), 'addTags.0'],
  ])('%s', async (_, body, path) => {
    const before = await digest(admin.account.tenantId)
    expectRefusal(await admin.post('/api/deals/bulk', body()), 400, path)
    expect(await digest(admin.account.tenantId)).toBe(before)
  })
})
