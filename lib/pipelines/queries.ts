import { and, asc, count, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { forTenant } from '@/db/client'
import { deals, type PipelineRow, pipelineStages, pipelines, type StageRow } from '@/db/schema'
import { selection, statement } from '@/db/statement'
import type { Actor } from '../auth'
import { listDealsOfPipelines } from '../deals/queries'
import { notFound } from '../errors'
import { contains, equalities, ordering } from '../list-query'
import { toMajor } from '../money'
import { toPipeline, toStage } from '../wire'
import type { Pipeline, PipelineQuery, PipelineRelation } from './schema'

type Relations = ReadonlySet<PipelineRelation>

const pipelineAndStage = selection({ pipeline: pipelines, stage: pipelineStages })
const withStages = statement(
  () => sql`select ${pipelineAndStage.columns} from ${pipelines}
    left join ${pipelineStages}
      on ${pipelineStages.tenantId} = ${pipelines.tenantId} and ${pipelineStages.pipelineId} = ${pipelines.id}
    where ${pipelines.tenantId} = ${sql.placeholder('tenantId')} and ${pipelines.id} = ${sql.placeholder('id')}
    order by ${pipelineStages.index}, ${pipelineStages.id}`,
  pipelineAndStage.read,
)

/** Throws not_found. */
export async function getPipeline(actor: Actor, id: string, relations: Relations = new Set()): Promise<Pipeline> {
  const rows = await withStages(forTenant(actor), { tenantId: actor.tenantId, id })
  if (!rows[0]) throw notFound('pipeline')
  const stages = rows.flatMap(({ stage }) => stage ?? [])
  const [pipeline] = await withDeals(actor, relations, [assemble(rows[0].pipeline, stages)])
  return pipeline!
}

export async function listPipelines(actor: Actor, { where, order, relations, take, skip }: PipelineQuery) {
  const [rows, total] = await Promise.all([
    forTenant(actor)
      .select()
      .from(pipelines)
      .where(pipelineFilter(actor, where))
      .orderBy(...ordering(order, columns, pipelines))
      .limit(take)
      .offset(skip),
    countPipelines(actor, where),
  ])
  const stages = grouped(await listStages(actor, rows), (stage) => stage.pipelineId)
  const items = rows.map((row) => assemble(row, stages.get(row.id) ?? []))
  return { items: await withDeals(actor, relations, items), total }
}

export async function countPipelines(actor: Actor, where: PipelineQuery['where']) {
  const [row] = await forTenant(actor).select({ total: count() }).from(pipelines).where(pipelineFilter(actor, where))
  return row!.total
}

/** All pipelines with what is in them, per stage and per currency, for the overview. */
export async function listPipelineSummaries(actor: Actor) {
  const [rows, totals] = await Promise.all([
    forTenant(actor)
      .select()
      .from(pipelines)
      .where(eq(pipelines.tenantId, actor.tenantId))
      .orderBy(asc(pipelines.name), asc(pipelines.id)),
    forTenant(actor)
      .select({
        stageId: deals.stageId,
        currency: deals.currency,
        count: count(),
        sum: sql<string | null>`sum(${deals.amountMinor})`,
      })
      .from(deals)
      .where(eq(deals.tenantId, actor.tenantId))
      .groupBy(deals.stageId, deals.currency),
  ])
  const stages = grouped(await listStages(actor, rows), (stage) => stage.pipelineId)
  const byStage = grouped(totals, (total) => total.stageId)
  return rows.map((pipeline) => {
    const own = stages.get(pipeline.id) ?? []
    const totalsOf = (kind: StageRow['kind']) =>
      addUp(own.filter((stage) => stage.kind === kind).flatMap((stage) => byStage.get(stage.id) ?? []))
    const countIn = (stageId: string) => (byStage.get(stageId) ?? []).reduce((sum, total) => sum + total.count, 0)
    const counted = own.map(({ id, name, kind, color }) => ({ id, name, kind, color, count: countIn(id) }))
    return {
      id: pipeline.id,
      name: pipeline.name,
      description: pipeline.description,
      currency: pipeline.currency,
      isActive: pipeline.isActive,
      stages: counted,
      deals: counted.reduce((sum, stage) => sum + stage.count, 0),
      openSums: totalsOf('open'),
      wonSums: totalsOf('won'),
    }
  })
}

function grouped<T>(items: T[], keyOf: (item: T) => string) {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}

function addUp(totals: { currency: string; sum: string | null }[]) {
  const sums = new Map<string, bigint>()
  for (const { currency, sum } of totals) if (sum !== null) sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(sum))
  return [...sums].map(([currency, minor]) => ({ currency, amount: toMajor(minor, currency) }))
}

const columns = {
  id: pipelines.id,
  name: pipelines.name,
  description: pipelines.description,
  isActive: pipelines.isActive,
  isArchived: pipelines.isArchived,
  currency: pipelines.currency,
  createdAt: pipelines.createdAt,
  updatedAt: pipelines.updatedAt,
}

const filterColumns = {
  id: pipelines.id,
  isActive: pipelines.isActive,
  isArchived: pipelines.isArchived,
  currency: pipelines.currency,
  organizationId: pipelines.organizationId,
  createdByUserId: pipelines.createdByUserId,
  updatedByUserId: pipelines.updatedByUserId,
  createdAt: pipelines.createdAt,
  updatedAt: pipelines.updatedAt,
  version: pipelines.version,
}

function pipelineFilter(
  actor: Actor,
  { name, description, stages, ...where }: PipelineQuery['where'],
): SQL | undefined {
  const conditions = [eq(pipelines.tenantId, actor.tenantId), ...equalities(where, filterColumns)]
  if (name !== undefined) conditions.push(contains(pipelines.name, name))
  if (description !== undefined) conditions.push(contains(pipelines.description, description))
  if (stages !== undefined)
    conditions.push(sql`exists (
      select from ${pipelineStages}
      where ${pipelineStages.tenantId} = ${pipelines.tenantId} and ${pipelineStages.pipelineId} = ${pipelines.id}
        and ${contains(pipelineStages.name, stages)})`)
  return and(...conditions)
}

function listStages(actor: Actor, rows: PipelineRow[]): Promise<StageRow[]> {
  const ids = rows.map((row) => row.id)
  if (!ids.length) return Promise.resolve([])
  return forTenant(actor)
    .select()
    .from(pipelineStages)
    .where(and(eq(pipelineStages.tenantId, actor.tenantId), inArray(pipelineStages.pipelineId, ids)))
    .orderBy(asc(pipelineStages.index), asc(pipelineStages.id))
}

const assemble = (row: PipelineRow, stages: StageRow[]): Pipeline => ({
  ...toPipeline(row),
  stages: stages.map(toStage),
})

async function withDeals(actor: Actor, relations: Relations, items: Pipeline[]): Promise<Pipeline[]> {
  if (!relations.has('stages.deals')) return items
  const ids = items.map((pipeline) => pipeline.id)
  const byStage = grouped(await listDealsOfPipelines(actor, ids), (deal) => deal.stageId)
  return items.map((pipeline) => ({
    ...pipeline,
    stages: pipeline.stages.map((stage) => ({ ...stage, deals: byStage.get(stage.id) ?? [] })),
  }))
}
