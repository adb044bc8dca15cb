import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { type Db, forTenant } from '@/db/client'
import { deals } from '@/db/schema/deals'
import { pipelineStages, pipelines } from '@/db/schema/pipelines'
import { FEW } from '@/db/slices'
import { byShape, statement } from '@/db/statement'
import type { Actor } from '../auth/actor'
import { canViewContacts } from '../contacts/policy'
import { notFound } from '../errors'
import { columnsWith } from '../fields/columns'
import { dealEntity, dealFields } from '../fields/deal'
import type { Field } from '../fields/field'
import { conjoin } from '../query/schema'
import { alphabetic, isOwn, mentions, ordering } from '../rows/sql'
import { withRelations } from '../rows/with-relations'
import { distinctTexts, fold } from '../values/fold'
import { conditionsOf, type Where } from './conditions'
import { dealsIn, tallyDeals } from './counting/tally'
import type { Deal, DealQuery, OneDealQuery, TagQuery, ValueQuery } from './schema'
import { amount } from './searching/amount'
import { textColumns } from './searching/filter-condition'
import { isOnPage } from './searching/sort'

/** A deal that meets the query's conditions. Throws not_found. */
export async function getDeal(
  actor: Actor,
  id: string,
  { where = [], relations = new Set() }: Partial<OneDealQuery> = {},
): Promise<Deal> {
  const [deal] = await selectDeals(actor, { where: conjoin({ id }, ...where), relations })
  if (!deal) throw notFound('deal')
  return deal
}

type Write = (deal: Deal) => Deal

export async function listDeals(actor: Actor, query: DealQuery, write?: Write) {
  const [items, total] = await Promise.all([selectDeals(actor, query, write), countDeals(actor, query.where)])
  return { items, total }
}

type Count = (db: Db, values: Record<string, unknown>) => Promise<number[]>

const countStatements = byShape<Count>()

export async function countDeals(actor: Actor, where: Where): Promise<number> {
  const { shape, values, equal, rest } = await conditionsOf(actor, where)
  if (!rest && shape === '') return (await tallyDeals(actor)).deals
  if (!rest && shape === 'stageId') return dealsIn(await tallyDeals(actor), String(values.stageId))
  const count = rest
    ? writeCount(and(equal(), rest), false)
    : countStatements(shape, (prepare) => writeCount(equal(), prepare))
  const [total] = await count(forTenant(actor), values)
  return total!
}

const writeCount = (where: SQL | undefined, prepare: boolean): Count =>
  statement(
    () => sql`select count(*)::int from ${deals} where ${where}`,
    ([total]) => total as number,
    prepare,
  )

/** A pipeline's deals in stage order, then board order. Throws not_found. */
export async function listDealsOfPipeline(actor: Actor, pipelineId: string, query: DealQuery, write?: Write) {
  const where = conjoin({ pipelineId }, ...query.where)
  const [known, items, total] = await Promise.all([
    forTenant(actor)
      .select({ id: pipelines.id })
      .from(pipelines)
      .where(isOwn(pipelines, actor, pipelineId)),
    selectDeals(actor, { ...query, where, inBoardOrder: !query.order.length }, write),
    countDeals(actor, where),
  ])
  if (!known.length) throw notFound('pipeline')
  return { items, total }
}

/** Deals of several pipelines in board order, for the relation `stages.deals`. */
export async function listDealsOfPipelines(
  actor: Actor,
  pipelineIds: string[],
  relations: ReadonlySet<string>,
): Promise<Deal[]> {
  if (!pipelineIds.length) return []
  const { columns, joins, read } = dealWith(relations, canViewContacts(actor))
  const select = statement(
    () => sql`select ${columns} from ${deals} ${joins}
      where ${and(eq(deals.tenantId, actor.tenantId), inArray(deals.pipelineId, pipelineIds))}
      order by ${deals.rank}, ${deals.id}`,
    read,
    false,
    true,
  )
  return select(forTenant(actor), {})
}

const MOST_VALUES = 50

/** Values of a text that are in use in the tenant, the most used first, then the usual ones. */
export async function listValues(actor: Actor, { field }: ValueQuery) {
  const column = textColumns[field]
  const used = await forTenant(actor).execute<{ value: string }>(sql`
    select mode() within group (order by ${column}) as value from ${deals}
    where ${deals.tenantId} = ${actor.tenantId} and ${column} is not null
    group by fold(${column}) order by count(*) desc, fold(${column}) limit ${MOST_VALUES}`)
  const { usual = [] }: Field = dealFields[field]
  return { items: distinctTexts([...used.map(({ value }) => value), ...usual]) }
}

/** Tags in use in the tenant, the most used first. */
export async function listTags(actor: Actor, { q, take }: TagQuery) {
  const counted = sql`
    select mode() within group (order by tag) as tag, count(*)::int as deals from ${deals}, unnest(${deals.tags}) as tag
    where ${deals.tenantId} = ${actor.tenantId} and ${deals.tags} <> '{}' and ${q ? mentions(sql`tag`, fold(q)) : sql`true`}
    group by fold(tag)`
  const items = await forTenant(actor).execute<{ tag: string; deals: number }>(
    sql`select tag, deals from (${counted}) as counted order by deals desc, ${alphabetic(sql`tag`)} limit ${take}`,
  )
  return { items: [...items] }
}

const dealWith = (relations: ReadonlySet<string>, showClient: boolean) =>
  withRelations({ table: deals, fields: dealEntity }, relations, showClient ? undefined : 'client')

const orderColumns = {
  ...columnsWith(deals, dealEntity, 'order'),
  amount,
  'stage.index': pipelineStages.index,
  'stage.name': pipelineStages.name,
}

const boardOrder = [asc(pipelineStages.index), asc(deals.rank), asc(deals.id)]

type Selection = Partial<DealQuery> & { inBoardOrder?: boolean }
type Select = (db: Db, values: Record<string, unknown>) => Promise<Deal[]>

const selectStatements = byShape<Select>()

async function selectDeals(actor: Actor, selection: Selection & { where: Where }, write?: Write): Promise<Deal[]> {
  const { where, order, relations = [], take, skip, inBoardOrder } = selection
  const { shape, values, equal, rest } = await conditionsOf(actor, where)
  const showClient = canViewContacts(actor)
  const key = [
    shape,
    order?.join(';'),
    [...relations].sort(),
    take,
    !skip,
    inBoardOrder,
    showClient,
    write !== undefined,
  ].join('|')
  const select = rest
    ? writeSelect(selection, showClient, and(equal(), rest), false, write)
    : selectStatements(key, (prepare) => writeSelect(selection, showClient, equal(), prepare, write))
  return select(forTenant(actor), { skip, ...values })
}

function writeSelect(
  { order, relations = new Set(), take, skip, inBoardOrder }: Selection,
  showClient: boolean,
  where: SQL | undefined,
  prepare: boolean,
  write?: Write,
): Select {
  const { columns, joins, read } = dealWith(relations, showClient)
  const orderBy = inBoardOrder ? boardOrder : order && ordering(order, orderColumns, deals)
  const byStage = inBoardOrder || order?.some(([field]) => field.startsWith('stage.'))
  const stageOfOrder = sql`left join ${pipelineStages}
    on ${pipelineStages.tenantId} = ${deals.tenantId} and ${pipelineStages.id} = ${deals.stageId}`
  // The limit is part of the text: with one it does not know, PostgreSQL would plan the statement at every run.
  const page = [
    orderBy && sql`order by ${sql.join(orderBy, sql`, `)}`,
    take !== undefined && sql`limit ${sql.raw(String(take))}`,
    skip ? sql`offset ${sql.placeholder('skip')}` : undefined,
  ].filter((part) => part)
  const sorted = byStage ? sql`${deals} ${stageOfOrder}` : deals
  const isSorted = take !== undefined && order?.some(([field]) => field !== 'createdAt')
  const condition = isSorted ? isOnPage(sql`from ${sorted} where ${where} ${sql.join(page, sql` `)}`) : where
  return statement(
    () => sql`select ${columns} from ${sorted} ${joins} where ${condition}
      ${sql.join(isSorted ? page.slice(0, 1) : page, sql` `)}`,
    write ? (values) => write(read(values)) : read,
    prepare,
    take !== undefined && take > FEW,
  )
}
