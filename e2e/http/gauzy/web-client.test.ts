import { beforeAll, describe, expect, test } from 'vitest'
import { ok } from '../support/client'
import { asJson, type Furnished, furnish, headersOf, inBrackets, list, type Row } from './clients'

let own: Furnished
beforeAll(async () => {
  own = await furnish()
})

const person = ({ admin }: Furnished) => expect.objectContaining({ id: admin.account.userId, lastName: 'ADMIN' })
const withAuthor = (own: Furnished) => ({ ...own.board.pipeline, createdByUser: person(own) })
const contacts = ({ board, other, vendor }: Furnished) => [board.client, other.client, vendor]

const pipelinesTable: Row[] = [
  [
    'a page',
    ({ scope }) => [
      '/api/pipelines/pagination',
      inBrackets({
        where: scope,
        relations: ['stages'],
        join: { alias: 'pipeline', leftJoin: { stages: 'pipeline.stages' } },
        skip: 1,
        take: 10,
      }),
    ],
    ({ board, other }) => list(board.pipeline, other.pipeline),
  ],
  [
    'a filter in the head of a column',
    ({ scope }) => [
      '/api/pipelines/pagination',
      inBrackets({ where: { ...scope, name: 'sal', isActive: true }, filters: { name: 'sal' }, skip: 1, take: 10 }),
    ],
    ({ board, other }) => list(board.pipeline, other.pipeline),
  ],
  [
    'a filter that finds nothing',
    ({ scope }) => [
      '/api/pipelines/pagination',
      inBrackets({ where: { ...scope, stages: 'lead' }, filters: { stages: 'lead' }, skip: 1, take: 10 }),
    ],
    () => list(),
  ],
  [
    'a filter alone, without its where, which filters nothing',
    ({ scope }) => ['/api/pipelines/pagination', inBrackets({ where: scope, filters: { name: 'zzz' } })],
    ({ board, other }) => list(board.pipeline, other.pipeline),
  ],
]

const dealsPages: Row[] = [
  [
    'the pipeline, by whom and with its stages',
    ({ board, scope }) => [
      `/api/pipelines/${board.pipeline.id}`,
      inBrackets({ where: scope, relations: ['stages', 'createdByUser'] }),
    ],
    withAuthor,
  ],
  [
    'its deals, in the older form',
    ({ board, tenantId }) => [`/api/pipelines/${board.pipeline.id}/deals`, asJson({ findInput: { tenantId } })],
    ({ board }) => list(board.deal),
  ],
  [
    'its deals, with the stage and by whom',
    ({ board, scope }) => [
      `/api/pipelines/${board.pipeline.id}/deals`,
      inBrackets({ where: scope, relations: ['createdByUser'] }),
    ],
    (own) => list({ ...own.board.deal, createdByUser: person(own) }),
  ],
  [
    'the pipeline by the list of all, in the older form',
    ({ board, tenantId }) => [
      '/api/pipelines',
      asJson({ relations: ['stages'], findInput: { id: board.pipeline.id, tenantId } }),
    ],
    ({ board }) => list(board.pipeline),
  ],
  [
    'a deal with its client',
    ({ board, scope }) => [`/api/deals/${board.deal.id}`, inBrackets({ where: scope, relations: ['client'] })],
    ({ board }) => ({ ...board.deal, client: board.client }),
  ],
  [
    'a deal with its client, in the older form',
    ({ board, tenantId }) => [
      `/api/deals/${board.deal.id}`,
      asJson({ relations: ['client'], findInput: { tenantId } }),
    ],
    ({ board }) => ({ ...board.deal, client: board.client }),
  ],
  [
    'the clients to choose from',
    ({ scope }) => ['/api/organization-contact', asJson({ relations: [], findInput: scope })],
    (own) => list(...contacts(own)),
  ],
]

const contactPages: Row[] = [
  [
    'a page of a type',
    ({ scope }) => [
      '/api/organization-contact/pagination',
      inBrackets({
        relations: ['projects.members', 'members.user', 'tags', 'contact'],
        join: { alias: 'organization_contact', leftJoin: { tags: 'organization_contact.tags' } },
        where: { ...scope, contactType: 'VENDOR' },
        skip: 1,
        take: 10,
      }),
    ],
    ({ vendor }) => list(vendor),
  ],
  [
    'their number',
    ({ scope }) => ['/api/organization-contact/count', inBrackets({ ...scope, contactType: 'CLIENT' })],
    () => 2,
  ],
  [
    'one of them',
    ({ vendor, tenantId }) => [`/api/organization-contact/${vendor.id}`, asJson({ relations: [], tenantId })],
    ({ vendor }) => vendor,
  ],
]

const services: Row[] = [
  [
    'a list without arguments',
    () => ['/api/deals', inBrackets({ where: undefined, relations: undefined })],
    ({ board, other, renewal }) => list(board.deal, other.deal, renewal),
  ],
  ['a count without arguments', () => ['/api/deals/count', inBrackets({ where: undefined })], () => 3],
  [
    'deals in the order of their stages',
    ({ scope }) => ['/api/deals', inBrackets({ where: scope, order: { stage: { index: 'DESC' }, createdAt: 'DESC' } })],
    ({ board, other, renewal }) => list(renewal, other.deal, board.deal),
  ],
  [
    'deals of a stage',
    ({ board, scope }) => ['/api/deals/count', inBrackets({ ...scope, stageId: board.open })],
    () => 1,
  ],
  [
    'deals of a client',
    ({ other, scope }) => ['/api/deals/count', inBrackets({ ...scope, clientId: other.client.id })],
    () => 1,
  ],
]

describe.each([
  ['the table of pipelines', pipelinesTable],
  ['the pages of deals', dealsPages],
  ['the pages of contacts', contactPages],
  ['other services', services],
])('%s', (_, rows) => {
  test.each(rows)('%s', async (_, request, answer) => {
    const [path, query] = request(own)
    const sent = { query, headers: headersOf.web(own.admin.account) }
    expect(ok(await own.admin.send('GET', path, sent))).toEqual(answer(own))
  })
})

describe('relations of any entity, however they are written', () => {
  const tenant = (own: Furnished) => ({ id: own.tenantId, name: 'Test' })
  const organization = (own: Furnished) => ({ id: own.organizationId, name: expect.any(String) })
  const every = (own: Furnished) => ({
    ...{ tenant: tenant(own), organization: organization(own) },
    ...{ createdByUser: person(own), updatedByUser: person(own) },
  })
  const names = ['tenant', 'organization', 'createdByUser', 'updatedByUser']
  const written = (paths: string[]) => [
    inBrackets({ relations: paths }),
    paths.map((path) => `relations[]=${path}`).join('&'),
    `relations=${paths.join(',')}`,
    paths.map((path) => `relations[${path}]=true`).join('&'),
    asJson({ relations: paths }),
  ]

  test('on pipelines, deals and contacts', async () => {
    const { admin, board } = own
    const entities = [
      ['/api/pipelines', board.pipeline],
      ['/api/deals', board.deal],
      ['/api/organization-contact', board.client],
    ] as const
    for (const [path, entity] of entities)
      for (const query of written(names)) {
        const expected = { ...entity, ...every(own) }
        expect(ok(await admin.get(`${path}/${entity.id}`, query)), query).toEqual(expected)
        const { items } = ok(await admin.get<{ items: object[] }>(path, `${query}&id=${entity.id}`))
        expect(items, query).toEqual([expected])
      }
  })

  test('put together into paths', async () => {
    const { admin, board, other, rep } = own
    const { stages, ...pipeline } = board.pipeline
    const paths = ['stage.pipeline.organization', 'stage.createdByUser', 'client.tenant', 'owner']
    for (const query of written(paths)) {
      const deal = ok(await admin.get(`/api/deals/${board.deal.id}`, query))
      const stage = { ...stages[0], pipeline: { ...pipeline, organization: organization(own) } }
      expect(deal, query).toEqual({
        ...board.deal,
        stage: { ...stage, createdByUser: person(own) },
        client: { ...board.client, tenant: tenant(own) },
        owner: null,
      })
    }
    for (const query of written(['stages.deals.client', 'stages.deals.owner', 'stages.organization'])) {
      const { items } = ok(await admin.get<{ items: { stages: object[] }[] }>('/api/pipelines', query))
      expect(items[0]?.stages[0]).toMatchObject({
        organization: organization(own),
        deals: [{ ...board.deal, client: board.client, owner: null }],
      })
      expect(items[1]?.stages.slice(0, 2)).toMatchObject([
        { deals: [{ id: other.deal.id, client: other.client }] },
        { deals: [{ title: 'Acme renewal', client: null, owner: { id: rep.account.userId } }] },
      ])
    }
  })
})
