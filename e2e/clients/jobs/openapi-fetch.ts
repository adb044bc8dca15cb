import createClient, { type Middleware } from 'openapi-fetch'
import { BASE_URL, EMAIL, expectEqual, PASSWORD, type Same, TITLES } from './expect'
import type { components, paths } from './generated/openapi-typescript'

type Schemas = components['schemas']
type Deal = Schemas['Deal']
type Stage = Schemas['Stage']

export const names: [
  Same<Deal['amount'], number | null>,
  Same<Deal['tags'], string[]>,
  Same<Schemas['DealPage']['items'], Deal[]>,
  Same<Schemas['Pipeline']['stages'], Stage[]>,
  Same<NonNullable<Deal['client']>, Schemas['Contact']>,
  Same<NonNullable<Deal['owner']>, Schemas['Member']>,
  Same<Schemas['NewDeal']['title'], string>,
  Same<Schemas['DealChanges']['title'], string | undefined>,
] = [true, true, true, true, true, true, true, true]

// @ts-expect-error A name that is not there does not compile.
export type Misspelt = Schemas['Deals']

const api = createClient<paths>({
  baseUrl: BASE_URL,
  querySerializer: { array: { style: 'form', explode: false }, object: { style: 'deepObject', explode: true } },
})

/** The body of a success; throws what a refusal says. */
async function ok<T>(answer: Promise<{ data?: T; error?: Schemas['Problem']; response: Response }>): Promise<T> {
  const { data, error, response } = await answer
  if (error) throw new Error(`${response.status} ${error.code} ${error.detail} at ${error.instance}`)
  return data as T
}

const { token } = await ok(api.POST('/api/auth/login', { body: { email: EMAIL, password: PASSWORD } }))
const authorization: Middleware = {
  onRequest({ request }) {
    request.headers.set('authorization', `Bearer ${token}`)
  },
}
api.use(authorization)

const stageNames = ['Open', 'Offer', 'Won']
const pipeline = await ok(
  api.POST('/api/pipelines', { body: { name: 'Sales', stages: stageNames.map((name) => ({ name })) } }),
)
const { items: pipelines } = await ok(api.GET('/api/pipelines', { params: { query: { name: 'sal' } } }))
expectEqual(
  pipelines.map(({ id }) => id),
  [pipeline.id],
  'pipelines by name',
)
const [open, offer] = pipeline.stages as [Stage, Stage]
expectEqual(open.kind, 'open', 'kind of the first stage')
const client = await ok(api.POST('/api/organization-contact', { body: { name: 'Acme', contactType: 'CLIENT' } }))

const deals: Deal[] = []
for (const [i, title] of TITLES.entries())
  deals.push(
    await ok(
      api.POST('/api/deals', {
        body: { title, stageId: open.id, clientId: client.id, amount: (i + 1) * 100, probability: 50, tags: ['New'] },
      }),
    ),
  )
const [first, second] = deals as [Deal, Deal]

const moved = await ok(
  api.PUT('/api/deals/{id}', {
    params: { path: { id: first.id }, header: { 'If-Match': `"${first.version}"` } },
    body: { stageId: offer.id, probability: 90 },
  }),
)
expectEqual([moved.stageId, moved.probability], [offer.id, 90], 'the deal that was moved')
const { error } = await api.PUT('/api/deals/{id}', {
  params: { path: { id: first.id }, header: { 'If-Match': `"${first.version}"` } },
  body: { title: 'Too late' },
})
expectEqual(error?.code, 'stale', 'a write that comes too late')

const found = await ok(
  api.GET('/api/deals', {
    params: {
      query: {
        stageId: open.id,
        client: [client.id],
        owner: ['me', 'none'],
        tags: ['New'],
        minAmount: 1900,
        relations: ['stage', 'client'],
        order: { amount: 'DESC' },
      },
    },
  }),
)
expectEqual(
  found.items.map(({ amount, stage, client }) => [amount, stage?.name, client?.name]),
  [
    [2000, 'Open', 'Acme'],
    [1900, 'Open', 'Acme'],
  ],
  'deals under a filter',
)
expectEqual(
  await ok(api.GET('/api/deals/count', { params: { query: { where: { stageId: open.id } } } })),
  19,
  'a count',
)

const paged: Deal[] = []
for (let page = 1; ; page++) {
  const { items, total } = await ok(api.GET('/api/deals/pagination', { params: { query: { page, limit: 7 } } }))
  paged.push(...items)
  if (paged.length >= total || items.length === 0) break
}
expectEqual(new Set(paged.map(({ id }) => id)).size, 20, 'deals page by page')

const undone = await ok(
  api.POST('/api/deals/{id}/undo', { params: { path: { id: first.id } }, body: { version: moved.version } }),
)
expectEqual(undone.deal?.stageId, open.id, 'the deal after undo')

const bulk = await ok(
  api.POST('/api/deals/bulk', {
    body: { deals: [first, second].map(({ id }) => ({ id })), stageId: offer.id, addTags: ['Hot'] },
  }),
)
expectEqual(bulk.items.length, 2, 'deals changed at once')
const hot = await ok(api.GET('/api/deals', { params: { query: { stageId: offer.id, tags: ['Hot'] } } }))
expectEqual(hot.total, 2, 'deals after the bulk change')
await ok(api.POST('/api/deals/bulk/{id}/undo', { params: { path: { id: bulk.batchId ?? '' } } }))
expectEqual(
  await ok(api.GET('/api/deals/count', { params: { query: { stageId: offer.id } } })),
  0,
  'deals after the undo of a bulk change',
)
await ok(api.DELETE('/api/pipelines/{id}', { params: { path: { id: pipeline.id } } }))
await ok(api.POST('/api/auth/logout'))
