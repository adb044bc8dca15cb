import { beforeAll, describe, expect, test } from 'vitest'
import type { Contact } from '@/lib/contacts/schema'
import type { Deal } from '@/lib/deals/schema'
import type { Pipeline } from '@/lib/pipelines/schema'
import { Client, ok, stranger } from '../support/client'
import { type Furnished, furnish, list, type Row } from './clients'

let own: Furnished
/** Somebody who signed in as the documentation says, and sends nothing but the token. */
let reader: Client
type Tokens = { token: string; refreshToken: string; expires_in: number; user: { id: string } }

beforeAll(async () => {
  own = await furnish()
  const { email, password } = own.admin.account
  const first = ok(await stranger.post<Tokens>('/api/auth/login', { email, password }))
  expect(first.user.id).toBe(own.admin.account.userId)
  const { token } = ok(await stranger.post<Tokens>('/api/auth/refresh-token', { refreshToken: first.refreshToken }))
  reader = new Client({ authorization: `Bearer ${token}` })
})

const ofStage = ({ board }: Furnished) => ({ ...board.deal, stage: board.pipeline.stages[0] })

const reads: Row[] = [
  ['pipelines', () => ['/api/pipelines'], ({ board, other }) => list(board.pipeline, other.pipeline)],
  ['a pipeline', ({ board }) => [`/api/pipelines/${board.pipeline.id}`], ({ board }) => board.pipeline],
  ['its deals', ({ board }) => [`/api/pipelines/${board.pipeline.id}/deals`], ({ board }) => list(board.deal)],
  ['deals', () => ['/api/deals'], ({ board, other, renewal }) => list(board.deal, other.deal, renewal)],
  ['a deal', ({ board }) => [`/api/deals/${board.deal.id}`], ({ board }) => board.deal],
  [
    'deals of a stage, page by page, with it',
    ({ board }) => ['/api/deals', `stageId=${board.open}&page=1&limit=10&relations=stage`],
    (own) => list(ofStage(own)),
  ],
  [
    'the second page of them',
    ({ board }) => ['/api/deals', `stageId=${board.open}&page=2&limit=10&relations=stage`],
    () => ({ items: [], total: 1 }),
  ],
  ['deals by a word', () => ['/api/deals', 'search=ACME%20renew'], ({ renewal }) => list(renewal)],
  ['deals by a tag', () => ['/api/deals', 'tags[]=Renewal&tags[]=Upsell'], ({ renewal }) => list(renewal)],
  ['pipelines by a word', () => ['/api/pipelines', 'search=nothing'], () => list()],
  ['contacts by a word', () => ['/api/organization-contact', 'search=mill'], ({ vendor }) => list(vendor)],
  ['contacts by their address', () => ['/api/organization-contact', 'search=paper.ex'], ({ vendor }) => list(vendor)],
]

describe('the examples', () => {
  test.each(reads)('read %s', async (_, request, answer) => {
    expect(ok(await reader.get(...request(own)))).toEqual(answer(own))
  })

  test('write a pipeline, and a deal that moves', async () => {
    const stages = ['Prospecting', 'Qualification', 'Proposal', 'Negotiation', 'Closed Won']
    const pipeline = ok(
      await reader.post<Pipeline>('/api/pipelines', {
        name: 'Enterprise Sales',
        description: 'Pipeline for enterprise deals',
        organizationId: own.organizationId,
        stages: stages.map((name, index) => ({ name, index })),
      }),
    )
    expect(pipeline.stages.map(({ name }) => name)).toEqual(stages)
    const path = `/api/pipelines/${pipeline.id}`
    const renamed = ok(await reader.put<Pipeline>(path, { name: 'Updated Pipeline Name' }))
    expect(renamed).toMatchObject({ name: 'Updated Pipeline Name', stages: pipeline.stages })
    const [first, , , , won] = pipeline.stages.map(({ id }) => id)
    const body = { title: 'Acme Corp Enterprise License', stageId: first, clientId: own.vendor.id, probability: 75 }
    const deal = ok(await reader.post<Deal>('/api/deals', body))
    expect(deal).toMatchObject({ ...body, createdByUserId: own.admin.account.userId })
    const moved = ok(await reader.put<Deal>(`/api/deals/${deal.id}`, { stageId: won, probability: 90 }))
    expect(moved).toMatchObject({ title: body.title, stageId: won, probability: 90, closedAt: expect.any(String) })
    expect((await reader.delete(`/api/deals/${deal.id}`)).status).toBe(204)
    expect((await reader.delete(path)).status).toBe(204)
  })

  test('write a contact', async () => {
    const kept = {
      name: 'Acme Corporation',
      contactType: 'CUSTOMER',
      primaryEmail: 'contact@acme.example',
      primaryPhone: '+1-555-0123',
      organizationId: own.organizationId,
      imageUrl: 'https://acme.example/logo.png',
      budget: 50_000,
      budgetType: 'cost',
    }
    const contact = ok(await reader.post<Contact>('/api/organization-contact', { ...kept, members: [], tags: [] }))
    expect(contact).toMatchObject(kept)
    expect(contact).not.toHaveProperty('members')
    const partner = ok(await reader.put<Contact>(`/api/organization-contact/${contact.id}`, { contactType: 'PARTNER' }))
    expect(partner).toMatchObject({ ...kept, contactType: 'PARTNER' })
    expect((await reader.delete(`/api/organization-contact/${contact.id}`)).status).toBe(204)
  })
})
