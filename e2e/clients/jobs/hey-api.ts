import { BASE_URL, EMAIL, expectEqual, PASSWORD, type Same, TITLES } from './expect'
import {
  changeDeals,
  countDeals,
  createContact,
  createDeal,
  createPipeline,
  type Deal,
  type DealPage,
  deletePipeline,
  listDeals,
  listDealsByPage,
  listPipelines,
  type Member,
  type NewDeal,
  type Pipeline,
  type Problem,
  type Stage,
  signIn,
  signOut,
  streamChanges,
  undoBulkChange,
  undoDealChange,
  updateDeal,
} from './generated/hey-api'
import { client } from './generated/hey-api/client.gen'

export const names: [
  Same<Deal['amount'], number | null>,
  Same<DealPage['items'], Deal[]>,
  Same<Pipeline['stages'], Stage[]>,
  Same<NonNullable<Deal['owner']>, Member>,
  Same<NewDeal['title'], string>,
] = [true, true, true, true, true]

// @ts-expect-error A name that is not there does not compile.
export type Misspelt = import('./generated/hey-api').Deals

let token = ''
client.setConfig({ baseUrl: BASE_URL, auth: ({ scheme }) => (scheme === 'bearer' ? token : undefined) })

/** The body of a success; throws what a refusal says. */
async function ok<T>(answer: Promise<{ data?: T; error?: Problem | unknown; response?: Response }>) {
  const { data, error } = await answer
  if (error) throw new Error(JSON.stringify(error))
  return data as NonNullable<T>
}

token = (await ok(signIn({ body: { email: EMAIL, password: PASSWORD } }))).token

const stageNames = ['Open', 'Offer', 'Won']
const pipeline = await ok(createPipeline({ body: { name: 'Sales', stages: stageNames.map((name) => ({ name })) } }))
const { items: pipelines } = await ok(listPipelines({ query: { name: 'sal' } }))
expectEqual(
  pipelines.map(({ id }) => id),
  [pipeline.id],
  'pipelines by name',
)
const [open, offer] = pipeline.stages as [Stage, Stage]
const acme = await ok(createContact({ body: { name: 'Acme' } }))

const leave = new AbortController()
const { stream } = await streamChanges({
  query: { pipelineId: [pipeline.id] },
  signal: leave.signal,
  sseMaxRetryAttempts: 1,
})
const heard = firstCard()
const deals: Deal[] = []
for (const [i, title] of TITLES.entries())
  deals.push(
    await ok(
      createDeal({ body: { title, stageId: open.id, clientId: acme.id, amount: (i + 1) * 100, tags: ['New'] } }),
    ),
  )
expectEqual(TITLES.includes((await heard) ?? ''), true, 'a deal that the stream told of')
leave.abort()
const [first, second] = deals as [Deal, Deal]

const moved = await ok(
  updateDeal({
    path: { id: first.id },
    headers: { 'If-Match': `"${first.version}"` },
    body: { stageId: offer.id, probability: 90 },
  }),
)
expectEqual([moved.stageId, moved.probability], [offer.id, 90], 'the deal that was moved')
const { error } = await updateDeal({
  path: { id: first.id },
  headers: { 'If-Match': `"${first.version}"` },
  body: { title: 'Too late' },
})
expectEqual(error?.code, 'stale', 'a write that comes too late')

const found = await ok(
  listDeals({
    query: {
      stageId: open.id,
      client: [acme.id],
      owner: ['me', 'none'],
      minAmount: 1900,
      relations: ['stage', 'client'],
      order: { amount: 'DESC' },
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
expectEqual(await ok(countDeals({ query: { where: { stageId: open.id } } })), 19, 'a count')

const paged: Deal[] = []
for (let page = 1; ; page++) {
  const { items, total } = await ok(listDealsByPage({ query: { page, limit: 7 } }))
  paged.push(...items)
  if (paged.length >= total || items.length === 0) break
}
expectEqual(new Set(paged.map(({ id }) => id)).size, 20, 'deals page by page')

const undone = await ok(undoDealChange({ path: { id: first.id }, body: { version: moved.version } }))
expectEqual(undone.deal?.stageId, open.id, 'the deal after undo')

const bulk = await ok(
  changeDeals({ body: { deals: [first, second].map(({ id }) => ({ id })), stageId: offer.id, addTags: ['Hot'] } }),
)
const hot = await ok(listDeals({ query: { stageId: offer.id, tags: ['Hot'] } }))
expectEqual([bulk.items.length, hot.total], [2, 2], 'deals after the bulk change')
await ok(undoBulkChange({ path: { id: bulk.batchId ?? '' } }))
expectEqual(await ok(countDeals({ query: { stageId: offer.id } })), 0, 'deals after the undo of a bulk change')
await ok(deletePipeline({ path: { id: pipeline.id } }))
await ok(signOut())

/** Title on the first card that comes in by the stream. */
async function firstCard() {
  for await (const event of stream) if ('card' in event && event.card) return event.card.title
}
