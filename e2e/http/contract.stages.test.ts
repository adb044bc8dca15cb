import { describe, expect, test } from 'vitest'
import type { Deal } from '@/lib/deals/schema'
import type { Pipeline } from '@/lib/pipelines/schema'
import { expectRefusal, ok } from './support/client'
import { makeBoard, makeDeal, makePipeline } from './support/made'
import { newAdmin } from './support/tenant'

const STAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

describe('PUT /api/pipelines/:id', () => {
  test('takes the documented body, changes that field alone and answers the whole pipeline', async () => {
    const admin = await newAdmin()
    const { pipeline } = await makeBoard(admin)
    const answer = await admin.put<Pipeline>(`/api/pipelines/${pipeline.id}`, { name: 'Updated Pipeline Name' })
    expect(answer.status).toBe(200)
    const { updatedAt } = answer.body
    expect(answer.body).toEqual({ ...pipeline, name: 'Updated Pipeline Name', version: 2, updatedAt })
    expect(updatedAt > pipeline.updatedAt).toBe(true)
  })

  test('with what GET returned changes nothing, not even the version', async () => {
    const admin = await newAdmin()
    const { pipeline } = await makeBoard(admin)
    const path = `/api/pipelines/${pipeline.id}`
    for (const query of ['', 'relations[]=stages.deals']) {
      const written = ok(await admin.put<Pipeline>(path, ok(await admin.get(path, query))))
      expect(written).toEqual(pipeline)
    }
    expect(ok(await admin.get(path))).toEqual(pipeline)
  })

  test('changes every field, and empties what may be empty', async () => {
    const admin = await newAdmin()
    const { id } = await makePipeline(admin, { description: 'Long' })
    const given = { name: 'B', description: null, isActive: false, isArchived: true, currency: 'JPY' }
    expect(ok(await admin.put(`/api/pipelines/${id}`, given))).toMatchObject(given)
  })

  test('without stages leaves them; with stages replaces the list in the order of the array', async () => {
    const admin = await newAdmin()
    const pipeline = await makePipeline(admin, { stages: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] })
    const path = `/api/pipelines/${pipeline.id}`
    expect(ok(await admin.put<Pipeline>(path, { name: 'Same' })).stages).toEqual(pipeline.stages)
    const [a, b, c] = pipeline.stages
    const stages = [
      { id: c!.id, name: 'C', index: 9 },
      { name: 'new', index: 0 },
      { id: a!.id, name: 'a' },
    ]
    const after = ok(await admin.put<Pipeline>(path, { stages })).stages
    expect(after.map(({ name, index }) => [name, index])).toEqual([
      ['C', 0],
      ['new', 1],
      ['a', 2],
    ])
    expect([after[0]!.id, after[2]!.id]).toEqual([c!.id, a!.id])
    expect(after.map(({ id }) => id)).not.toContain(b!.id)
  })

  test('infers the kind of a new stage once; a new name changes nothing', async () => {
    const admin = await newAdmin()
    const { pipeline, open } = await makeBoard(admin)
    const stages = pipeline.stages.map(({ id, name }) => ({ id, name: id === open ? 'Closed Won' : name }))
    const path = `/api/pipelines/${pipeline.id}`
    const after = ok(await admin.put<Pipeline>(path, { stages: [...stages, { name: 'Closed Lost' }] })).stages
    expect(after.map(({ kind }) => kind)).toEqual(['open', 'open', 'won', 'lost', 'lost'])
  })

  test('changes the kind of a stage, and back: its deals have their closing day and reason again', async () => {
    const admin = await newAdmin()
    const { pipeline, lost } = await makeBoard(admin)
    const { id, closedAt } = await makeDeal(admin, lost, { lostReason: 'Price' })
    const becomes = async (kind: string) => {
      const stages = pipeline.stages.map((stage) => ({ ...stage, ...(stage.id === lost && { kind }) }))
      ok(await admin.put(`/api/pipelines/${pipeline.id}`, { stages }))
      return ok(await admin.get<Deal>(`/api/deals/${id}`))
    }
    expect(await becomes('open')).toMatchObject({ closedAt: null, lostReason: null })
    expect(await becomes('lost')).toMatchObject({ closedAt, lostReason: 'Price' })
  })

  test('that would delete a stage with deals is 409 and names the stage and the count', async () => {
    const admin = await newAdmin()
    const { pipeline, open } = await makeBoard(admin)
    await makeDeal(admin, open)
    const stages = pipeline.stages.slice(1)
    const problem = expectRefusal(await admin.put(`/api/pipelines/${pipeline.id}`, { name: 'x', stages }), 409)
    expect(problem.detail).toContain('"Open" still has 2 deals')
    expect(ok(await admin.get(`/api/pipelines/${pipeline.id}`))).toEqual(pipeline)
  })

  test('with moveDealsTo beside stages takes the deals along', async () => {
    const admin = await newAdmin()
    const { pipeline, open, second, won, deal } = await makeBoard(admin)
    const there = await makeDeal(admin, won)
    const stages = pipeline.stages.filter(({ id }) => id !== open && id !== second)
    const after = ok(await admin.put<Pipeline>(`/api/pipelines/${pipeline.id}`, { stages, moveDealsTo: won }))
    expect(after.stages.map(({ name }) => name)).toEqual(['Won', 'Lost'])
    const { items } = ok(await admin.get<{ items: Deal[] }>(`/api/pipelines/${pipeline.id}/deals`))
    expect(items.map(({ id, stageId }) => [id, stageId])).toEqual([
      [there.id, won],
      [deal.id, won],
    ])
    expect(items[1]).toMatchObject({ version: 2, closedAt: expect.stringMatching(STAMP) })
  })

  test.each(['another pipeline', 'nobody', 'one that goes'])('with moveDealsTo a stage of %s is 400', async (whose) => {
    const admin = await newAdmin()
    const [{ pipeline, open }, other] = [await makeBoard(admin), await makePipeline(admin)]
    const target = { 'another pipeline': other.stages[0]!.id, nobody: crypto.randomUUID(), 'one that goes': open }[
      whose
    ]
    const stages = pipeline.stages.slice(1)
    const answer = await admin.put(`/api/pipelines/${pipeline.id}`, { stages, moveDealsTo: target })
    expectRefusal(answer, 400, 'moveDealsTo')
  })

  test('with moveDealsTo and no stages is 400: nothing would be moved', async () => {
    const admin = await newAdmin()
    const { pipeline, won } = await makeBoard(admin)
    expectRefusal(await admin.put(`/api/pipelines/${pipeline.id}`, { moveDealsTo: won }), 400, 'moveDealsTo')
  })

  test('with the stage of another pipeline, or one twice, is 400', async () => {
    const admin = await newAdmin()
    const [pipeline, other] = [await makePipeline(admin), await makePipeline(admin)]
    const path = `/api/pipelines/${pipeline.id}`
    const [first] = pipeline.stages
    expectRefusal(await admin.put(path, { stages: [first, other.stages[0]] }), 400, 'stages.1.id')
    expectRefusal(await admin.put(path, { stages: [first, first] }), 400, 'stages.1.id')
    expect(ok(await admin.get(path))).toEqual(pipeline)
  })

  test('takes ids in capital letters for what they are', async () => {
    const admin = await newAdmin()
    const { pipeline } = await makeBoard(admin)
    const stages = pipeline.stages.map((stage) => ({ ...stage, id: stage.id.toUpperCase() }))
    expect(ok(await admin.put(`/api/pipelines/${pipeline.id.toUpperCase()}`, { stages }))).toEqual(pipeline)
  })

  test.each<[object, string]>([
    [{ name: '' }, 'name'],
    [{ name: null }, 'name'],
    [{ deals: [] }, 'deals'],
    [{ stages: [{ name: '' }] }, 'stages.0.name'],
    [{ stages: null }, 'stages'],
  ])('refuses %j', async (given, path) => {
    const admin = await newAdmin()
    const { id } = await makePipeline(admin)
    expectRefusal(await admin.put(`/api/pipelines/${id}`, given), 400, path)
  })

  test('of an unknown id is 404', async () => {
    expectRefusal(await (await newAdmin()).put(`/api/pipelines/${crypto.randomUUID()}`, { name: 'x' }), 404)
  })
})
