import { beforeAll, describe, expect, test } from 'vitest'
import type { Deal } from '@/lib/deals/schema'
import { expectRefusal, ok } from './support/client'
import { makeDeal, makePipeline } from './support/made'
import { type Member, newAdmin } from './support/tenant'

let admin: Member
let pipelineId: string
let stages: string[]

beforeAll(async () => {
  admin = await newAdmin()
  const pipeline = await makePipeline(admin)
  pipelineId = pipeline.id
  stages = pipeline.stages.map(({ id }) => id)
})

const deal = (given: object) => makeDeal(admin, stages[0]!, given as never)
const titles = async (path: string) =>
  ok(await admin.get<{ items: { title: string }[] }>(path)).items.map(({ title }) => title)

describe.each([
  ['nextStep', 200],
  ['source', 100],
] as const)('%s', (name, most) => {
  test('is null unless given, is written and emptied, alone and in bulk, and stands in the log', async () => {
    const { id, ...made } = await deal({ title: 'Plain' })
    expect(made[name]).toBeNull()
    const set = ok(await admin.put<Deal>(`/api/deals/${id}`, { [name]: ' Call Ana ' }))
    expect(set).toMatchObject({ [name]: 'Call Ana', version: 2 })
    expect(ok(await admin.get<Deal>(`/api/deals/${id}`))[name]).toBe('Call Ana')
    ok(await admin.post('/api/deals/bulk', { deals: [{ id }], [name]: 'Send the offer' }))
    expect(ok(await admin.get<Deal>(`/api/deals/${id}`))[name]).toBe('Send the offer')
    expect(ok(await admin.put<Deal>(`/api/deals/${id}`, { [name]: '' }))[name]).toBeNull()
    const undone = ok(await admin.post<{ deal: Deal }>(`/api/deals/${id}/undo`, { version: 4 }))
    expect(undone.deal[name]).toBe('Send the offer')
  })

  test(`takes ${most} characters and no more`, async () => {
    expect((await deal({ [name]: 'ä'.repeat(most) }))[name]).toHaveLength(most)
    const refused = await admin.post('/api/deals', { title: 'Long', stageId: stages[0], [name]: 'x'.repeat(most + 1) })
    expectRefusal(refused, 400, name)
  })

  test('sorts boards, filters them by words whatever their case and accents, and is on cards', async () => {
    await deal({ title: 'One', [name]: 'Überprüfen bis Montag' })
    await deal({ title: 'Two', [name]: 'Anruf bis Montag' })
    const cards = `/api/pipelines/${pipelineId}/cards?sort=-${name}&${name}=montag%20bis`
    expect(await titles(cards)).toEqual(['One', 'Two'])
    expect(await titles(`/api/pipelines/${pipelineId}/deals?where[${name}]=uberprufen`)).toEqual(['One'])
    expect(await titles(`/api/deals?where[${name}]=montag&order[${name}]=ASC`)).toEqual(['Two', 'One'])
    const page = ok(await admin.get<{ items: Deal[] }>(cards))
    expect(page.items[0]![name]).toBe('Überprüfen bis Montag')
  })

  test('is one line', async () => {
    const refused = await admin.post('/api/deals', { title: 'Lines', stageId: stages[0], [name]: 'one\ntwo' })
    expectRefusal(refused, 400, name)
  })

  test('may be required by a stage', async () => {
    const asking = await makePipeline(admin, { stages: [{ name: 'Open' }, { name: 'Asks', requiredFields: [name] }] })
    const [open, asks] = asking.stages.map(({ id }) => id)
    const { id } = await makeDeal(admin, open!)
    const refused = await admin.put(`/api/deals/${id}`, { stageId: asks })
    expectRefusal(refused, 422, name)
    ok(await admin.put(`/api/deals/${id}`, { stageId: asks, [name]: 'Call' }))
  })
})

test('a long description keeps its lines, and is found by its words', async () => {
  const description = 'First line\nsecond: Łódź'
  const { id } = await deal({ title: 'Described', description })
  expect(ok(await admin.get<Deal>(`/api/deals/${id}`)).description).toBe(description)
  const refused = await admin.put(`/api/deals/${id}`, { description: 'x'.repeat(20_001) })
  expectRefusal(refused, 400, 'description')
})

test('values in use come before the usual ones, those of others not at all', async () => {
  const other = await newAdmin()
  const values = async (member: Member) =>
    ok(await member.get<{ items: string[] }>('/api/deals/values?field=source')).items
  const usual = await values(other)
  expect(usual).toContain('Referral')
  const { stages } = await makePipeline(other)
  for (const source of ['Fair', 'fair', 'Fair', 'referral']) await makeDeal(other, stages[0]!.id, { source })
  expect(await values(other)).toEqual(['Fair', 'referral', ...usual.filter((name) => name !== 'Referral')])
  expectRefusal(await other.get('/api/deals/values?field=title'), 400, 'field')
})

test('a text of one field is no excuse for the same in another', async () => {
  const { id } = await deal({ title: 'ZZZ', description: 'first\nsecond' })
  expectRefusal(await admin.put(`/api/deals/${id}`, { title: 'first\nsecond' }), 400, 'title')
  expectRefusal(await admin.put(`/api/deals/${id}`, { tags: ['first\nsecond'] }), 400, 'tags.0')
  expectRefusal(await admin.put(`/api/deals/${id}`, { currency: 'ZZZ' }), 400, 'currency')
})
