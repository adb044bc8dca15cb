import { beforeAll, describe, expect, test } from 'vitest'
import type { Contact } from '@/lib/contacts/schema'
import type { Deal } from '@/lib/deals/schema'
import type { Pipeline } from '@/lib/pipelines/schema'
import { Client, ok, stranger } from '../support/client'
import { asJson, type Furnished, flat, furnish, headersOf, list, type Row } from './clients'

let own: Furnished
beforeAll(async () => {
  own = await furnish()
})

type Me = { tenantId: string; employee?: { organizationId: string }; organizations?: { id: string }[] }

/** Where the agent server is to look is nowhere but in what it is told about itself. */
async function start({ admin }: Furnished) {
  const { email, password } = admin.account
  const { token } = ok(await stranger.post<{ token: string }>('/api/auth/login', { email, password }))
  const agent = new Client({ authorization: `Bearer ${token}`, ...headersOf.agent() })
  const query = flat({ relations: ['employee', 'tenant'], includeEmployee: true })
  const me = ok(await agent.get<Me>('/api/user/me', query))
  expect(me.organizations?.[0]?.id).toBe(me.employee?.organizationId)
  return { agent, scope: { organizationId: me.employee!.organizationId, tenantId: me.tenantId } }
}

const paged = { page: 1, limit: 10 }
const tools: Row[] = [
  [
    'get_deals',
    ({ scope }) => ['/api/deals', flat({ ...scope, ...paged })],
    ({ board, other, renewal }) => list(board.deal, other.deal, renewal),
  ],
  [
    'get_deals with relations',
    ({ scope }) => ['/api/deals', flat({ ...scope, page: 1, limit: 1, relations: ['client', 'createdByUser'] })],
    ({ board, admin }) => ({
      items: [
        { ...board.deal, client: board.client, createdByUser: expect.objectContaining({ id: admin.account.userId }) },
      ],
      total: 3,
    }),
  ],
  [
    'get_deals of a client',
    ({ scope, other }) => ['/api/deals', flat({ ...scope, ...paged, clientId: other.client.id })],
    ({ other }) => list(other.deal),
  ],
  [
    'get_deals of somebody',
    ({ scope, rep }) => ['/api/deals', flat({ ...scope, ...paged, createdByUserId: rep.account.userId })],
    ({ other, renewal }) => list(other.deal, renewal),
  ],
  ['get_deals in a stage', ({ scope }) => ['/api/deals', flat({ ...scope, ...paged, stage: 'LEAD' })], () => list()],
  [
    'get_deals in a stage that there is',
    ({ scope }) => ['/api/deals', flat({ ...scope, ...paged, stage: 'Second' })],
    ({ renewal }) => list(renewal),
  ],
  [
    'get_deals by a word',
    ({ scope }) => ['/api/deals', flat({ ...scope, ...paged, search: 'renewal' })],
    ({ renewal }) => list(renewal),
  ],
  ['get_deal_count', ({ scope }) => ['/api/deals/count', flat({ ...scope, stage: 'Open' })], () => 2],
  [
    'get_deal',
    ({ board }) => [`/api/deals/${board.deal.id}`, flat({ relations: ['client'] })],
    ({ board }) => ({ ...board.deal, client: board.client }),
  ],
  [
    'get_pipelines',
    ({ scope }) => ['/api/pipelines', flat({ ...scope, ...paged, search: 'sales', relations: ['stages'] })],
    ({ board, other }) => list(board.pipeline, other.pipeline),
  ],
  [
    'get_pipelines by another word',
    ({ scope }) => ['/api/pipelines', flat({ ...scope, search: 'acme' })],
    () => list(),
  ],
  [
    'get_organization_contacts',
    ({ scope }) => [
      '/api/organization-contact',
      flat({ ...scope, ...paged, contactType: 'VENDOR', name: 'mill', relations: ['contact', 'projects', 'members'] }),
    ],
    ({ vendor }) => list(vendor),
  ],
  [
    'get_organization_contact_count',
    ({ scope }) => ['/api/organization-contact/count', flat({ ...scope, contactType: 'PARTNER' })],
    () => 0,
  ],
  [
    'get_organization_contact',
    ({ vendor }) => [`/api/organization-contact/${vendor.id}`, flat({ relations: ['contact', 'tags'] })],
    ({ vendor }) => vendor,
  ],
]

describe('the agent server', () => {
  test.each(tools)('%s', async (_, request, answer) => {
    const { agent, scope } = await start(own)
    expect(scope).toEqual(own.scope)
    expect(ok(await agent.get(...request(own)))).toEqual(answer(own))
  })

  test('makes, changes and deletes what its tools do', async () => {
    const { agent, scope } = await start(own)
    const pipeline = ok(
      await agent.post<Pipeline>('/api/pipelines', { name: 'Leads', ...scope, stages: [{ name: 'In' }] }),
    )
    const [stage] = pipeline.stages
    const contact = ok(await agent.post<Contact>('/api/organization-contact', { name: 'Agent', ...scope }))
    const given = { title: 'By an agent', stageId: stage!.id, clientId: contact.id }
    const deal = ok(await agent.post<Deal>('/api/deals', { ...given, ...scope }))
    expect(deal).toMatchObject({ ...given, pipelineId: pipeline.id, tenantId: scope.tenantId })
    expect(ok(await agent.put(`/api/deals/${deal.id}`, { probability: 20 }))).toMatchObject({
      ...given,
      probability: 20,
    })
    expect(ok(await agent.put(`/api/pipelines/${pipeline.id}`, { description: 'Ours' }))).toMatchObject({
      description: 'Ours',
      stages: [stage],
    })
    for (const path of [`deals/${deal.id}`, `pipelines/${pipeline.id}`, `organization-contact/${contact.id}`])
      expect((await agent.delete(`/api/${path}`)).status).toBe(204)
  })
})

test('the desktop app learns who is signed in and where', async () => {
  const { admin, tenantId, organizationId } = own
  const query = asJson({ relations: ['employee', 'tenant', 'employee.organization'] })
  const headers = headersOf.desktop(admin.account)
  expect(ok(await admin.send('GET', '/api/user/me', { query, headers }))).toMatchObject({
    id: admin.account.userId,
    tenant: { id: tenantId },
    employee: { organizationId, organization: { id: organizationId } },
  })
  expect(ok(await admin.send('GET', '/api/auth/authenticated', { headers }))).toBe(true)
  const made = ok(
    await admin.send<Contact>('POST', '/api/organization-contact', {
      headers,
      body: { name: 'From the timer', contactType: 'CLIENT', organizationId, tenantId, members: [{ id: 'x' }] },
    }),
  )
  expect(ok(await admin.send('GET', `/api/organization-contact/${made.id}`, { headers }))).toEqual(made)
})
