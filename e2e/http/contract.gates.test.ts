import { describe, expect, test } from 'vitest'
import type { Deal } from '@/lib/deals/schema'
import type { LostReasons } from '@/lib/lost-reasons/schema'
import type { Pipeline } from '@/lib/pipelines/schema'
import { expectRefusal, ok } from './support/client'
import { makeBoard, makeDeal, makePipeline } from './support/made'
import { newAdmin } from './support/tenant'

const ruled = (rules: object) => ({ stages: [{ name: 'Open' }, { name: 'Offer', ...rules }, { name: 'Lost' }] })

describe('a stage', () => {
  test('asks for nothing and refuses nothing unless it is told to', async () => {
    const admin = await newAdmin()
    const { stages } = await makePipeline(admin, { stages: [{ name: 'Open' }, { name: 'Lost', wipLimit: 1 }] })
    expect(stages[1]).toMatchObject({ requiredFields: [], wipAmount: null, wipIsHard: false })
    for (let i = 0; i < 2; i++) {
      const { id } = await makeDeal(admin, stages[0]!.id)
      expect(ok(await admin.put(`/api/deals/${id}`, { stageId: stages[1]!.id }))).toMatchObject({ lostReason: null })
    }
  })

  test('takes its rules with the pipeline, and keeps them when what GET returned is written back', async () => {
    const admin = await newAdmin()
    const rules = { requiredFields: ['amount', 'ownerId'], wipLimit: 5, wipAmount: 100_000.5, wipIsHard: true }
    const pipeline = await makePipeline(admin, ruled({ ...rules, requiredFields: ['ownerId', 'amount', 'ownerId'] }))
    expect(pipeline.stages[1]).toMatchObject(rules)
    const path = `/api/pipelines/${pipeline.id}`
    expect(ok(await admin.put(path, ok(await admin.get(path))))).toEqual(pipeline)

    const names = pipeline.stages.map(({ id, name }) => ({ id, name }))
    expect(ok(await admin.put<Pipeline>(path, { stages: names })).stages).toEqual(pipeline.stages)
    const none = { requiredFields: [], wipLimit: null, wipAmount: null, wipIsHard: false }
    const without = names.map((stage) => ({ ...stage, ...none }))
    expect(ok(await admin.put<Pipeline>(path, { stages: without })).stages[1]).toMatchObject(none)
  })

  test('shows them inside a deal too', async () => {
    const admin = await newAdmin()
    const rules = { requiredFields: ['amount'], wipLimit: null, wipAmount: 7.25, wipIsHard: true }
    const { stages } = await makePipeline(admin, ruled(rules))
    const { id } = await makeDeal(admin, stages[1]!.id, { amount: 1 })
    expect(ok(await admin.get<Deal>(`/api/deals/${id}`, 'relations[]=stage')).stage).toMatchObject(rules)
  })

  test.each<[string, object, string]>([
    ['a field that nothing can ask for', { requiredFields: ['title'] }, 'stages.1.requiredFields.0'],
    ['fields that are no list', { requiredFields: 'amount' }, 'stages.1.requiredFields'],
    ['an amount of nothing', { wipAmount: 0 }, 'stages.1.wipAmount'],
    ['an amount below nothing', { wipAmount: -1 }, 'stages.1.wipAmount'],
    ['an amount of too many digits', { wipAmount: '123456789012' }, 'stages.1.wipAmount'],
    ['a hardness that is text', { wipIsHard: 'yes' }, 'stages.1.wipIsHard'],
  ])('does not take %s', async (_, rules, path) => {
    const answer = await (await newAdmin()).post('/api/pipelines', { name: 'Sales', ...ruled(rules) })
    expectRefusal(answer, 400, path)
  })
})

describe('422', () => {
  test('names each field that a move lacks, and the same move with them goes through', async () => {
    const admin = await newAdmin()
    const { stages } = await makePipeline(admin, ruled({ requiredFields: ['expectedCloseDate', 'amount'] }))
    const { id } = await makeDeal(admin, stages[0]!.id)
    const stageId = stages[1]!.id
    const problem = expectRefusal(await admin.put(`/api/deals/${id}`, { stageId }), 422, 'amount', 'expectedCloseDate')
    expect(problem).toMatchObject({
      title: 'Unprocessable Content',
      detail: 'Offer asks for an amount and a close date.',
      message: ['amount: is needed in Offer', 'expectedCloseDate: is needed in Offer'],
    })
    const given = { amount: 12.5, expectedCloseDate: '2027-01-31' }
    expect(ok(await admin.put(`/api/deals/${id}`, { stageId, ...given }))).toMatchObject({ stageId, ...given })
  })

  test('comes for a new deal, and for an edit that takes away what is asked for', async () => {
    const admin = await newAdmin()
    const { stages } = await makePipeline(admin, ruled({ requiredFields: ['ownerId'] }))
    const stageId = stages[1]!.id
    expectRefusal(await admin.post('/api/deals', { title: 'New', stageId }), 422, 'ownerId')
    const { id } = await makeDeal(admin, stageId, { ownerId: admin.account.userId })
    expectRefusal(await admin.put(`/api/deals/${id}`, { ownerId: null }), 422, 'ownerId')
  })

  test('names the stage that is full', async () => {
    const admin = await newAdmin()
    const { stages } = await makePipeline(admin, ruled({ wipLimit: 1, wipIsHard: true }))
    const stageId = stages[1]!.id
    await makeDeal(admin, stageId)
    const { id } = await makeDeal(admin, stages[0]!.id)
    const problem = expectRefusal(await admin.put(`/api/deals/${id}`, { stageId }), 422, 'stageId')
    expect(problem.detail).toBe('Offer is full: it holds 1 of 1 deal.')
  })
})

test('422 also where an edit would pass a hard limit of value, naming what was sent', async () => {
  const admin = await newAdmin()
  const { stages } = await makePipeline(admin, ruled({ wipAmount: 100, wipIsHard: true }))
  const { id } = await makeDeal(admin, stages[1]!.id)
  const problem = expectRefusal(await admin.put(`/api/deals/${id}`, { amount: 101 }), 422, 'amount')
  expect(problem.detail).toBe('Offer has no room for 101.00 more: it holds 0.00 of 100.00 USD.')
  expect(ok(await admin.put(`/api/deals/${id}`, { amount: 101, currency: 'EUR' }))).toMatchObject({ amount: 101 })
  expectRefusal(await admin.put(`/api/deals/${id}`, { currency: 'USD' }), 422, 'currency')
})

describe('lost reasons', () => {
  test('are read and replaced as a list, and belong to the tenant', async () => {
    const [admin, other] = [await newAdmin(), await newAdmin()]
    const path = '/api/lost-reasons'
    expect(ok(await admin.get(path))).toEqual({ items: [], total: 0, version: 1 })
    const saved = ok(await admin.put<LostReasons>(path, { items: [' Price ', 'Timing', 'Price'] }))
    expect(saved).toEqual({ items: ['Price', 'Timing'], total: 2, version: 2 })
    expect(ok(await admin.put(path, saved))).toEqual(saved)
    expect(ok(await other.get(path))).toEqual({ items: [], total: 0, version: 1 })
    expectRefusal(await admin.put(path, { items: ['Price', ' '] }), 400, 'items.1')
    expectRefusal(await admin.put(path, {}), 400, 'items')
  })

  test('do not bind: a deal is lost for whatever is said', async () => {
    const admin = await newAdmin()
    const { deal, lost } = await makeBoard(admin)
    ok(await admin.put('/api/lost-reasons', { items: ['Price'] }))
    const lostReason = 'They moved away'
    expect(ok(await admin.put(`/api/deals/${deal.id}`, { stageId: lost, lostReason }))).toMatchObject({ lostReason })
  })
})
