import { beforeAll, describe, expect, test } from 'vitest'
import type { View } from '@/lib/views/schema'
import { expectRefusal, ok } from './support/client'
import { makePipeline, makeView } from './support/made'
import { type Member, newTenant } from './support/tenant'

let rep: Member
let viewer: Member
let pipelineId: string

beforeAll(async () => {
  const members = await newTenant('EMPLOYEE', 'VIEWER')
  rep = members.EMPLOYEE
  viewer = members.VIEWER
  pipelineId = (await makePipeline(rep)).id
})

const path = () => `/api/pipelines/${pipelineId}/views`

describe('saved views', () => {
  test('are listed by name: the shared ones and one’s own', async () => {
    const shared = await makeView(rep, pipelineId, { name: 'B', isShared: true })
    const own = await makeView(viewer, pipelineId, { name: 'A' })
    await makeView(rep, pipelineId, { name: 'C' })
    const { items } = ok(await viewer.get<{ items: View[] }>(path()))
    expect(items).toEqual([own, shared])
  })

  test('keep the query as an address has it', async () => {
    const { query } = await makeView(rep, pipelineId, { query: '?q=a b&x=\r\n&owner=me' })
    expect(query).toBe('q=a+b&x=%0D%0A&owner=me')
  })

  test('take back what GET answered, without a change', async () => {
    const view = await makeView(rep, pipelineId)
    const { status, body, headers } = await rep.put<View>(`/api/views/${view.id}`, view)
    expect([status, body, headers.get('etag')]).toEqual([200, view, '"1"'])
  })

  test.each([
    ['name', { name: '', query: '' }],
    ['query', { name: 'x' }],
    ['query', { name: 'x', query: 'q='.padEnd(4001, 'a') }],
    ['isShared', { name: 'x', query: '', isShared: 'yes' }],
    ['color', { name: 'x', query: '', color: 'red' }],
  ])('name %s when it is wrong', async (field, body) => {
    const { errors } = expectRefusal(await rep.post(path(), body), 400)
    expect(errors).toContainEqual(expect.objectContaining({ path: field }))
  })

  test('a shared one is not for a viewer to change', async () => {
    const { id } = await makeView(rep, pipelineId, { isShared: true })
    expectRefusal(await viewer.put(`/api/views/${id}`, { name: 'x' }), 403)
    expectRefusal(await viewer.delete(`/api/views/${id}`), 403)
    expectRefusal(await viewer.post(path(), { name: 'x', query: '', isShared: true }), 403)
  })
})
