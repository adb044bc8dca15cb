import { and, asc, count, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { forTenant } from '@/db/client'
import { deals } from '@/db/schema/deals'
import { pipelineStages, pipelines, type StageRow } from '@/db/schema/pipelines'
import { selection, statement } from '@/db/statement'
import type { Actor } from '../auth/actor'
import { listDealsOfPipelines } from '../deals/queries'
import { notFound } from '../errors'
import { columnsWith } from '../fields/columns'
import { pipelineEntity } from '../fields/pipeline'
import { stageEntity } from '../fields/stage'
import { apartFrom, behind } from '../query/relations'
import { conjoin } from '../query/schema'
import { alphabetic, conditionsOn, contains, isOwn, ordering } from '../rows/sql'
import { toPipeline, toStage } from '../rows/to-api'
import { withRelations } from '../rows/with-relations'
import { toMajor } from '../values/money'
import type { OnePipelineQuery, Pipeline, PipelineQuery, Stage } from './schema'

type Where = PipelineQuery['where']

const pipelineAndStage = selection({ pipeline: pipelines, stage: pipelineStages })
const withStages = statement(
  () => sql`select ${pipelineAndStage.columns} from ${pipelines}
    left join ${pipelineStages}
      on ${pipelineStages.tenantId} = ${pipelines.tenantId} and ${pipelineStages.pipelineId} = ${pipelines.id}
    where ${pipelines.tenantId} = ${sql.placeholder('tenantId')} and ${pipelines.id} = ${sql.placeholder('id')}
    order by ${pipelineStages.index}, ${pipelineStages.id}`,
  pipelineAndStage.read,
)

/** A pipeline that meets the query's conditions. Throws not_found. */
export async function getPipeline(
  actor: Actor,
  id: string,
  { where = [], relations = new Set() }: Partial<OnePipelineQuery> = {},
): Promise<Pipeline> {
  const isPlain = !where.length && [...relations].every((path) => path === 'stages')
  const [pipeline] = isPlain
    ? assemble(await withStages(forTenant(actor), { tenantId: actor.tenantId, id }))
    : await selectPipelines(actor, { where: conjoin({ id }, ...where), relations, order: [], take: 1, skip: 0 })
  if (!pipeline) throw notFound('pipeline')
  return pipeline
}

/** Id and name of a pipeline. Throws not_found. */
export async function requirePipeline(actor: Actor, pipelineId: string) {
  const [row] = await forTenant(actor)
    .select({ id: pipelines.id, name: pipelines.name })
    .from(pipelines)
    .where(isOwn(pipelines, actor, pipelineId))
  if (!row) throw notFound('pipeline')
  return row
}

/** The ids of those pipelines that exist. Throws not_found when none does. */
export async function requireAnyPipeline(actor: Actor, ids: string[]) {
  const rows = await forTenant(actor)
    .select({ id: pipelines.id })
    .from(pipelines)
    .where(and(eq(pipelines.tenantId, actor.tenantId), inArray(pipelines.id, ids)))
  if (!rows.length) throw notFound('pipeline')
  return rows.map(({ id }) => id)
}

const assemble = (rows: ReturnType<typeof pipelineAndStage.read>[]): Pipeline[] =>
  rows.slice(0, 1).map((row) => ({
    ...toPipeline(row.pipeline!),
    stages: rows.flatMap(({ stage }) => (stage ? toStage(stage) : [])),
  }))

export async function listPipelines(actor: Actor, query: PipelineQuery) {
  const [items, total] = await Promise.all([selectPipelines(actor, query), countPipelines(actor, query.where)])
  return { items, total }
}

export async function countPipelines(actor: Actor, where: Where) {
  const [row] = await forTenant(actor).select({ total: count() }).from(pipelines).where(pipelineFilter(actor, where))
  return row!.total
}

async function selectPipelines(actor: Actor, { where, order, relations, take, skip }: PipelineQuery) {
  const { columns, joins, read } = withRelations(
    { table: pipelines, fields: pipelineEntity },
    apartFrom(relations, 'stages'),
  )
  const select = statement(
    () => sql`select ${columns} from ${pipelines} ${joins} where ${pipelineFilter(actor, where)}
      order by ${sql.join(ordering(order, orderColumns, pipelines), sql`, `)} limit ${take} offset ${skip}`,
    read,
    false,
  )
  const selected = await select(forTenant(actor), {})
  const stages = await listStages(
    actor,
    selected.map(({ id }) => id),
    behind(relations, 'stages'),
  )
  const byPipeline = grouped(stages, (stage) => stage.pipelineId)
  return selected.map((pipeline): Pipeline => ({ ...pipeline, stages: byPipeline.get(pipeline.id) ?? [] }))
}

export async function listPipelineSummaries(actor: Actor) {
  const [rows, totals] = await Promise.all([
    forTenant(actor)
      .select()
      .from(pipelines)
      .where(eq(pipelines.tenantId, actor.tenantId))
      .orderBy(alphabetic(pipelines.name), asc(pipelines.id)),
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
  const all = await listStages(
    actor,
    rows.map(({ id }) => id),
  )
  const stages = grouped(all, (stage) => stage.pipelineId)
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

const orderColumns = columnsWith(pipelines, pipelineEntity, 'order')
const conditionsOnFields = conditionsOn(pipelines, pipelineEntity)

const pipelineFilter = (actor: Actor, where: Where): SQL | undefined =>
  and(eq(pipelines.tenantId, actor.tenantId), ...where.flatMap(conditionsOf))

const conditionsOf = ({ stages, ...where }: Where[number]): (SQL | undefined)[] => [
  ...conditionsOnFields(where),
  stages === undefined
    ? undefined
    : sql`exists (
        select from ${pipelineStages}
        where ${pipelineStages.tenantId} = ${pipelines.tenantId} and ${pipelineStages.pipelineId} = ${pipelines.id}
          and ${contains(pipelineStages.name, stages)})`,
]

async function listStages(
  actor: Actor,
  pipelineIds: string[],
  relations: ReadonlySet<string> = new Set(),
): Promise<Stage[]> {
  if (!pipelineIds.length) return []
  const { columns, joins, read } = withRelations(
    { table: pipelineStages, fields: stageEntity },
    apartFrom(relations, 'deals'),
  )
  const select = statement(
    () => sql`select ${columns} from ${pipelineStages} ${joins}
      where ${and(eq(pipelineStages.tenantId, actor.tenantId), inArray(pipelineStages.pipelineId, pipelineIds))}
      order by ${pipelineStages.index}, ${pipelineStages.id}`,
    read,
    false,
  )
  const [stages, deals] = await Promise.all([
    select(forTenant(actor), {}),
    relations.has('deals') ? listDealsOfPipelines(actor, pipelineIds, behind(relations, 'deals')) : undefined,
  ])
  if (!deals) return stages
  const byStage = grouped(deals, (deal) => deal.stageId)
  return stages.map((stage) => ({ ...stage, deals: byStage.get(stage.id) ?? [] }))
}
