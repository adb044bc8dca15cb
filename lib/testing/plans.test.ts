import { type SQL, sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { globalDb } from '@/db/client'
import type { Actor } from '../auth/actor'
import { findRightsBySession, findRightsByToken } from '../auth/queries'
import { getBoard } from '../board/get-board'
import { getTotals, listCards } from '../board/queries'
import { createDeal, updateDeal } from '../deals/commands'
import { tallyDeals } from '../deals/counting/tally'
import { getDeal, listDeals } from '../deals/queries'
import { DealQuery, OneDealQuery } from '../deals/schema'
import { getFrame } from '../frame/queries'
import { currentCursor, readSince } from '../log/changes-since'
import { getPipeline } from '../pipelines/queries'
import { newPipeline, newTenant } from './tenants'

type Plan = {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Sort Key'?: string[]
  'Plan Rows': number
  Plans?: Plan[]
}

const TENANTS = 12
const DEALS = 1500
const CONTACTS = 500
let actor: Actor
let pipelineId: string
let stageId: string
let second: string
let neighbour: string
let dealId: string

/** Creates many deals in one stage, of one tenant among others: a plan would not use an index on few rows. */
beforeAll(async () => {
  for (let i = 0; i < TENANTS; i++) {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { pipeline, open, second: next } = await newPipeline(admin)
    await fill(admin, pipeline.id, open)
    actor = admin
    pipelineId = pipeline.id
    stageId = open
    second = next
  }
  dealId = (await createDeal(actor, { title: 'Here', stageId })).id
  neighbour = (await createDeal(actor, { title: 'There', stageId: second })).id
  await tallyDeals(actor)
  await globalDb().execute(sql`analyze deals, changes, pipeline_stages, pipelines, contacts`)
}, 60_000)

async function fill({ tenantId, userId, defaultOrganizationId }: Actor, pipelineId: string, stageId: string) {
  await globalDb().execute(sql`
    insert into contacts (tenant_id, id, organization_id, name)
    select ${tenantId}, gen_random_uuid(), ${defaultOrganizationId}, 'Contact ' || n
    from generate_series(1, ${sql.raw(String(CONTACTS))}) n`)
  await globalDb().execute(sql`
    with made as (
      insert into deals (tenant_id, id, pipeline_id, stage_id, rank, title, currency, amount_minor)
      select ${tenantId}, gen_random_uuid(), ${pipelineId}, ${stageId}, 'a' || lpad(n::text, 6, '0') || 'V', 'Deal', 'USD', n
      from generate_series(1, ${sql.raw(String(DEALS))}) n returning *
    )
    insert into changes (tenant_id, actor_id, via, entity, entity_id, pipeline_id, action, version, stage_to)
    select tenant_id, ${userId}, 'system', 'deal', id, pipeline_id, 'created', 1, stage_id from made`)
}

/** Generic plans, made without knowing the values, of every statement that `work` sends. */
async function plansOf(work: () => Promise<unknown>) {
  const client = (globalDb() as unknown as { $client: { unsafe: (...args: unknown[]) => unknown } }).$client
  const { unsafe } = client
  const texts = new Set<string>()
  client.unsafe = (...args) => {
    texts.add(String(args[0]))
    return unsafe(...args)
  }
  try {
    await work()
  } finally {
    client.unsafe = unsafe
  }
  const plans: Plan[] = []
  for (const text of texts) {
    const explain: SQL = sql.raw(`explain (generic_plan, format json) ${text}`)
    const [row] = await globalDb().execute<{ 'QUERY PLAN': { Plan: Plan }[] }>(explain)
    plans.push(...row!['QUERY PLAN'].flatMap(({ Plan }) => nodesOf(Plan)))
  }
  return plans
}

const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]

const GROWING = new Set(['deals', 'changes', 'contacts'])
/** Most rows that a plan may sort: a page or the groups of a sum, but not a stage. */
const FEW = 100

const query = (text: Record<string, unknown>) => DealQuery.parse(text)

test.each<[string, () => Promise<unknown>]>([
  ['get a deal', () => getDeal(actor, dealId)],
  [
    'get a deal with relations',
    () => getDeal(actor, dealId, OneDealQuery.parse({ relations: 'stage.pipeline,client,createdByUser,organization' })),
  ],
  ['list deals', () => listDeals(actor, query({ take: '50' }))],
  ['list deals with relations', () => listDeals(actor, query({ take: '50', relations: ['stage', 'client'] }))],
  ['count deals once more', () => tallyDeals(actor).then(() => tallyDeals(actor))],
  ['get a pipeline', () => getPipeline(actor, pipelineId)],
  ['move to the top', () => updateDeal(actor, dealId, { stageId: second })],
  ['move below a neighbour', () => updateDeal(actor, dealId, { stageId, afterId: dealId })],
  ['move above a neighbour', () => updateDeal(actor, dealId, { stageId: second, beforeId: neighbour })],
  ['edit', () => updateDeal(actor, dealId, { title: `Edited ${crypto.randomUUID()}` })],
  ['create', () => createDeal(actor, { title: 'New', stageId })],
  ['the board', () => getBoard(actor, pipelineId)],
  ['the frame', () => getFrame(actor)],
  [
    'a page of cards',
    () => listCards(actor, pipelineId, { stageId, take: 100, after: `a000100V~${dealId}`, ids: undefined }),
  ],
  [
    'cards by id',
    () => listCards(actor, pipelineId, { ids: [dealId], take: 100, stageId: undefined, after: undefined }),
  ],
  ['totals', () => getTotals(actor, pipelineId)],
  ['the log', async () => readSince(actor, await currentCursor(actor))],
  ['rights by token', () => findRightsByToken('pat_nobody')],
  ['rights by session', () => findRightsBySession(actor.sessionId)],
])('%s: by index, and nothing that grows is sorted', async (_, work) => {
  const nodes = await plansOf(work)
  const scanned = nodes.filter(({ 'Node Type': type }) => type === 'Seq Scan').map((node) => node['Relation Name'])
  expect(scanned.filter((relation) => GROWING.has(relation ?? ''))).toEqual([])
  const sorts = nodes.filter((node) => node['Node Type'].endsWith('Sort') && node['Plan Rows'] > FEW)
  expect(sorts.map((node) => node['Sort Key'])).toEqual([])
})
