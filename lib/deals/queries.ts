import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { type Db, forTenant } from '@/db/client'
import { contacts, deals, pipelineStages, pipelines, users } from '@/db/schema'
import { byShape, selection, statement } from '@/db/statement'
import type { Actor } from '../auth'
import { canViewContacts } from '../contacts/policy'
import { badField, notFound } from '../errors'
import { ordering } from '../list-query'
import { toMinor } from '../money'
import { fullName } from '../users/schema'
import { toContact, toDeal, toPipeline, toStage } from '../wire'
import { matching } from './filter'
import { type Deal, DealFilter, type DealQuery, type DealRelation } from './schema'
import { dealsIn, tallyDeals } from './tally'

type Relations = ReadonlySet<DealRelation>

/** Throws not_found. */
export async function getDeal(actor: Actor, id: string, relations: Relations = new Set()): Promise<Deal> {
  const showClient = canViewContacts(actor)
  const select = selecting(['one', ...relations, showClient].join(), (prepare) =>
    writeSelect({ where: { id }, relations }, showClient, prepare),
  )
  const [deal] = await select(forTenant(actor), { tenantId: actor.tenantId, id })
  if (!deal) throw notFound('deal')
  return deal
}

export async function listDeals(actor: Actor, query: DealQuery) {
  const [items, total] = await Promise.all([selectDeals(actor, query), countDeals(actor, query.where)])
  return { items, total }
}

const counting = byShape<(db: Db, values: Record<string, unknown>) => Promise<number[]>>()

export async function countDeals(actor: Actor, asked: DealQuery['where']): Promise<number> {
  const { where, matches } = apart(actor, asked)
  const { shape, values } = filling(where)
  if (matches) return countMatching(actor, where, matches)
  if (shape === '') return (await tallyDeals(actor)).deals
  if (shape === 'stageId') return dealsIn(await tallyDeals(actor), where.stageId!)
  const counted = counting(shape, (prepare) => {
    const filter = and(eq(deals.tenantId, held('tenantId')), dealFilter(where))
    return statement(
      () => sql`select count(*)::int from ${deals} where ${filter}`,
      ([total]) => total as number,
      prepare,
    )
  })
  const [total] = await counted(forTenant(actor), { ...values, tenantId: actor.tenantId })
  return total!
}

/** A filter's text depends on its values, so it is planned at each call. */
async function countMatching(actor: Actor, where: Where, matches: SQL) {
  const filter = and(eq(deals.tenantId, held('tenantId')), dealFilter(where), matches)
  const count = statement(
    () => sql`select count(*)::int from ${deals} where ${filter}`,
    ([total]) => total as number,
    false,
  )
  const [total] = await count(forTenant(actor), { ...filling(where).values, tenantId: actor.tenantId })
  return total!
}

/** A pipeline's deals in stage order, then board order. Throws not_found for an unknown pipeline. */
export async function listDealsOfPipeline(actor: Actor, pipelineId: string, query: DealQuery) {
  const { pipelineId: other = pipelineId, ...rest } = query.where
  const where = { ...rest, pipelineId }
  const [known, items, total] = await Promise.all([
    forTenant(actor)
      .select({ id: pipelines.id })
      .from(pipelines)
      .where(and(eq(pipelines.tenantId, actor.tenantId), eq(pipelines.id, pipelineId))),
    selectDeals(actor, { ...query, where, inBoardOrder: !query.order.length }),
    countDeals(actor, where),
  ])
  if (!known.length) throw notFound('pipeline')
  return other === pipelineId ? { items, total } : { items: [], total: 0 }
}

/** Deals in board order, for pipelines asked for with their stages' deals. */
export async function listDealsOfPipelines(actor: Actor, pipelineIds: string[]): Promise<Deal[]> {
  if (!pipelineIds.length) return []
  const rows = await forTenant(actor)
    .select()
    .from(deals)
    .where(and(eq(deals.tenantId, actor.tenantId), inArray(deals.pipelineId, pipelineIds)))
    .orderBy(asc(deals.rank), asc(deals.id))
  return rows.map(toDeal)
}

const columns = {
  id: deals.id,
  title: deals.title,
  probability: deals.probability,
  amount: deals.amountMinor,
  currency: deals.currency,
  expectedCloseDate: deals.expectedCloseOn,
  stageEnteredAt: deals.stageEnteredAt,
  closedAt: deals.closedAt,
  isArchived: deals.isArchived,
  createdAt: deals.createdAt,
  updatedAt: deals.updatedAt,
}

const filterColumns = {
  ...columns,
  stageId: deals.stageId,
  pipelineId: deals.pipelineId,
  clientId: deals.clientId,
  ownerId: deals.ownerId,
  createdByUserId: deals.createdByUserId,
  updatedByUserId: deals.updatedByUserId,
  lostReason: deals.lostReason,
  version: deals.version,
}

const boardOrder = [asc(pipelineStages.index), asc(deals.rank), asc(deals.id)]

/** The place of a value that is given when the statement runs. */
const held = sql.placeholder

type Where = Omit<DealQuery['where'], keyof DealFilter>

/** Equalities, which make statements that are kept, and what people look for, which does not. */
function apart(actor: Actor, asked: DealQuery['where']): { where: Where; matches: SQL | undefined } {
  const entries = Object.entries(asked)
  const isFilter = ([key]: [string, unknown]) => key in DealFilter.shape
  return {
    where: Object.fromEntries(entries.filter((entry) => !isFilter(entry))),
    matches: matching(actor, Object.fromEntries(entries.filter(isFilter))),
  }
}

/** What of a filter is in the statement's text, and what is given to it. */
function filling({ amount, stage, ...where }: Where) {
  const { tenantId: _, ...ofStage } = { ...stage } as Record<string, unknown>
  const values: Record<string, unknown> = { ...where }
  if (amount !== undefined) {
    if (!where.currency) throw badField('where.amount', 'needs where[currency] beside it')
    values.amount = toMinor(amount, where.currency) ?? -1
  }
  for (const [key, value] of Object.entries(ofStage)) values[`stage.${key}`] = value
  const given = Object.keys(values).filter((key) => values[key] !== undefined)
  return { shape: given.sort().join(), values }
}

/** The conditions for the keys that `where` has; their values are held open. */
function dealFilter(where: Where): SQL | undefined {
  const { values } = filling(where)
  const open = (key: string) => values[key] !== undefined
  const conditions = Object.entries(filterColumns).flatMap(([key, column]) => (open(key) ? eq(column, held(key)) : []))
  if (open('organizationId'))
    conditions.push(sql`${deals.pipelineId} in (
      select id from ${pipelines} where tenant_id = ${held('tenantId')} and organization_id = ${held('organizationId')})`)
  if (where.stage) {
    const named = Object.entries(stageColumns).flatMap(([key, column]) =>
      open(`stage.${key}`) ? eq(column, held(`stage.${key}`)) : [],
    )
    const ofStage = and(eq(pipelineStages.tenantId, held('tenantId')), ...named)
    conditions.push(sql`${deals.stageId} in (select id from ${pipelineStages} where ${ofStage})`)
  }
  return and(...conditions)
}

const stageColumns = {
  id: pipelineStages.id,
  pipelineId: pipelineStages.pipelineId,
  name: pipelineStages.name,
  kind: pipelineStages.kind,
  index: pipelineStages.index,
}

type Selection = Pick<DealQuery, 'relations'> & Partial<DealQuery> & { where: Where; inBoardOrder?: boolean }
type Select = (db: Db, values: Record<string, unknown>) => Promise<Deal[]>

const selecting = byShape<Select>()

/** One statement whatever the relations. */
function selectDeals(actor: Actor, query: Omit<Selection, 'where'> & Pick<DealQuery, 'where'>): Promise<Deal[]> {
  const { order, relations, take, skip, inBoardOrder } = query
  const { where, matches } = apart(actor, query.where)
  const { shape, values } = filling(where)
  const showClient = canViewContacts(actor)
  const key = [shape, order?.join(';'), [...relations].sort(), take, !skip, inBoardOrder, showClient].join('|')
  const select = matches
    ? writeSelect({ ...query, where }, showClient, false, matches)
    : selecting(key, (prepare) => writeSelect({ ...query, where }, showClient, prepare))
  return select(forTenant(actor), { ...values, tenantId: actor.tenantId, skip })
}

function writeSelect(
  { where, order, relations, take, skip, inBoardOrder }: Selection,
  showClient: boolean,
  prepare: boolean,
  matches?: SQL,
): Select {
  const withPipeline = relations.has('stage.pipeline')
  const withStage = withPipeline || relations.has('stage')
  const withClient = relations.has('client')
  const withAuthor = relations.has('createdByUser')
  const { columns: selected, read } = selection({
    deal: deals,
    ...(withStage && { stage: pipelineStages }),
    ...(withPipeline && { pipeline: pipelines }),
    ...(withClient && showClient && { client: contacts }),
    ...(withAuthor && { author }),
  })
  const joins = [
    (withStage || inBoardOrder) && join(pipelineStages, deals.stageId),
    withPipeline && join(pipelines, deals.pipelineId),
    withClient && showClient && join(contacts, deals.clientId),
    withAuthor && sql`left join ${users} on ${users.id} = ${deals.createdByUserId}`,
  ].filter((part) => part !== false && part !== undefined)
  const orderBy = inBoardOrder ? boardOrder : order && ordering(order, columns, deals)
  // The limit is part of the text: with one it does not know, PostgreSQL would plan the statement at every run.
  const page = [
    orderBy && sql`order by ${sql.join(orderBy, sql`, `)}`,
    take !== undefined && sql`limit ${sql.raw(String(take))}`,
    skip ? sql`offset ${held('skip')}` : undefined,
  ].filter((part) => part)
  return statement(
    () => sql`select ${selected} from ${deals} ${sql.join(joins, sql` `)}
      where ${and(eq(deals.tenantId, held('tenantId')), dealFilter(where), matches)} ${sql.join(page, sql` `)}`,
    (values): Deal => {
      const { deal, stage, pipeline, client, author } = read(values)
      const shown: Deal = toDeal(deal)
      if (stage) shown.stage = toStage(stage)
      if (pipeline) shown.stage!.pipeline = toPipeline(pipeline)
      if (withClient) shown.client = client ? toContact(client) : null
      if (withAuthor) shown.createdByUser = author ? { ...author, name: fullName(author) } : null
      return shown
    },
    prepare,
  )
}

const join = (table: typeof pipelineStages | typeof pipelines | typeof contacts, id: PgColumn) =>
  sql`left join ${table} on ${table.tenantId} = ${deals.tenantId} and ${table.id} = ${id}`

const author = {
  id: users.id,
  email: users.email,
  firstName: users.firstName,
  lastName: users.lastName,
  imageUrl: users.imageUrl,
}
