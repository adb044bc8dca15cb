import { describe, expect, test } from 'vitest'
import type { Deal } from '@/lib/deals/schema'
import { type Answer, type Client, expectRefusal, ok } from './support/client'
import { makeBoard, makeContact } from './support/made'
import { newAdmin } from './support/tenant'

type List<T> = { items: T[]; total: number }

describe('tolerated without effect', () => {
  test.each([
    'withDeleted=true',
    'select[id]=true&select[name]=true',
    'join[alias]=pipeline&join[leftJoin][stages]=pipeline.stages',
    'withDeleted=false&select=name&join=x',
  ])('%s', async (query) => {
    const admin = await newAdmin()
    const { pipeline, deal, client } = await makeBoard(admin)
    expect(ok(await admin.get('/api/pipelines', query))).toEqual({ items: [pipeline], total: 1 })
    expect(ok(await admin.get('/api/pipelines/pagination', query))).toEqual({ items: [pipeline], total: 1 })
    expect(ok(await admin.get(`/api/pipelines/${pipeline.id}`, query))).toEqual(pipeline)
    expect(ok(await admin.get('/api/deals', query))).toEqual({ items: [deal], total: 1 })
    expect(ok(await admin.get(`/api/deals/${deal.id}`, query))).toEqual(deal)
    expect(ok(await admin.get('/api/organization-contact', query))).toEqual({ items: [client], total: 1 })
  })

  test('the headers Organization-Id and Language', async () => {
    const admin = await newAdmin()
    const { pipeline } = await makeBoard(admin)
    for (const headers of [
      { 'organization-id': crypto.randomUUID(), language: 'en' },
      { 'organization-id': 'x', language: 'xx' },
    ]) {
      const answer = await admin.send('GET', `/api/pipelines/${pipeline.id}`, { headers })
      expect(ok(answer)).toEqual(pipeline)
    }
  })
})

describe('the tenant', () => {
  const ways: [string, (api: Client, tenantId: string) => Promise<Answer>][] = [
    ['header', (api, tenantId) => api.send('GET', '/api/deals', { headers: { 'tenant-id': tenantId } })],
    ['query', (api, tenantId) => api.get('/api/deals', { tenantId })],
    ['where', (api, tenantId) => api.get('/api/pipelines', { where: { tenantId } })],
    ['where of the stage', (api, tenantId) => api.get('/api/deals', { where: { stage: { tenantId } } })],
    ['query of one', (api, tenantId) => api.get('/api/user/me', { tenantId })],
    ['body', (api, tenantId) => api.post('/api/organization-contact', { name: 'a', tenantId })],
    [
      'header of a write',
      (api, tenantId) => api.post('/api/organization-contact', { name: 'a' }, { 'Tenant-Id': tenantId }),
    ],
  ]
  test.each(ways)('named in the %s is accepted when equal and 403 when it differs', async (_, send) => {
    const [admin, other] = [await newAdmin(), await newAdmin()]
    const { tenantId } = admin.account
    ok(await send(admin, tenantId))
    ok(await send(admin, tenantId.toUpperCase()))
    for (const foreign of [other.account.tenantId, crypto.randomUUID()]) expectRefusal(await send(admin, foreign), 403)
    expect((await admin.get<List<unknown>>('/api/organization-contact')).body.items.length).toBeLessThan(3)
  })

  test('is the same for the full queries of the web client', async () => {
    const admin = await newAdmin()
    const { tenantId, organizationId } = admin.account
    const { pipeline, open, deal } = await makeBoard(admin)
    const headers = { 'tenant-id': tenantId, 'organization-id': organizationId, language: 'en' }
    const listed = await admin.send('GET', '/api/pipelines', {
      headers,
      query: {
        relations: ['stages'],
        where: { organizationId, tenantId },
        order: { createdAt: 'ASC' },
        withDeleted: 'false',
      },
    })
    expect(ok(listed)).toEqual({ items: [pipeline], total: 1 })
    const query = { relations: ['stage', 'client'], where: { stage: { pipelineId: pipeline.id }, tenantId } }
    const deals = ok(await admin.send<List<Deal>>('GET', '/api/deals', { headers, query }))
    expect(deals.items).toMatchObject([{ ...deal, stage: { id: open } }])
    await makeContact(admin, { tenantId, organizationId })
  })
})
