import { and, asc, count, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { forTenant } from '@/db/client'
import { contacts, deals, pipelineStages, pipelines, users } from '@/db/schema'
import type { Actor } from '../auth'
import { canViewContacts } from '../contacts/policy'
import { badField, notFound } from '../errors'
import { equalities, ordering } from '../list-query'
import { toMinor } from '../money'
import { fullName } from '../users/schema'
import { toContact, toDeal, toPipeline, toStage } from '../wire'
import type { Deal, DealQuery, DealRelation } from './schema'

type Relations = ReadonlySet<DealRelation>

/** Throws not_found. */
export async function getDeal(actor: Actor, id: string, relations: Relations = new Set()): Promise<Deal> {
  const [deal] = await selectDeals(actor, { relations, filter: eq(deals.id, id) })
  if (!deal) throw notFound('deal')
  return deal
}

export async function listDeals(actor: Actor, { where, order, relations, take, skip }: DealQuery) {
  const filter = dealFilter(actor, where)
  const orderBy = ordering(order, columns, deals)
  const [items, total] = await Promise.all([
    selectDeals(actor, { relations, filter, orderBy, take, skip }),
    countMatching(actor, filter),
  ])
  return { items, total }
}

export const countDeals = (actor: Actor, where: DealQuery['where']) => countMatching(actor, dealFilter(actor, where))

async function countMatching(actor: Actor, filter: SQL | undefined) {
  const [row] = await forTenant(actor)
    .select({ total: count() })
    .from(deals)
    .where(and(eq(deals.tenantId, actor.tenantId), filter))
  return row!.total
}

/** A pipeline's deals in stage order, then board order. Throws not_found for an unknown pipeline. */
export async function listDealsOfPipeline(actor: Actor, pipelineId: string, query: DealQuery) {
  const filter = and(eq(deals.pipelineId, pipelineId), dealFilter(actor, query.where))
  const orderBy = query.order.length ? ordering(query.order, columns, deals) : boardOrder
  const [known, items, total] = await Promise.all([
    forTenant(actor)
      .select({ id: pipelines.id })
      .from(pipelines)
      .where(and(eq(pipelines.tenantId, actor.tenantId), eq(pipelines.id, pipelineId))),
    selectDeals(actor, { ...query, filter, orderBy, joinStage: true }),
    countMatching(actor, filter),
  ])
  if (!known.length) throw notFound('pipeline')
  return { items, total }
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

function dealFilter(actor: Actor, { amount, organizationId, stage, ...where }: DealQuery['where']): SQL | undefined {
  const conditions = equalities(where, filterColumns)
  if (amount !== undefined) {
    if (!where.currency) throw badField('where.amount', 'needs where[currency] beside it')
    conditions.push(eq(deals.amountMinor, toMinor(amount, where.currency) ?? -1))
  }
  if (organizationId)
    conditions.push(sql`${deals.pipelineId} in (
      select id from ${pipelines} where tenant_id = ${actor.tenantId} and organization_id = ${organizationId})`)
  if (stage) {
    const { tenantId: _, ...named } = stage
    const ofStage = and(eq(pipelineStages.tenantId, actor.tenantId), ...equalities(named, stageColumns))
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

type Selection = {
  relations: Relations
  filter: SQL | undefined
  orderBy?: SQL[]
  take?: number
  skip?: number
  /** Joins the stage for the sake of the order, whether or not it is shown. */
  joinStage?: boolean
}

/** One statement whatever the relations: a relation that is not asked for is joined on `false`, which costs nothing. */
async function selectDeals(
  actor: Actor,
  { relations, filter, orderBy = [], take = 1, skip = 0, joinStage }: Selection,
) {
  const withPipeline = relations.has('stage.pipeline')
  const withStage = withPipeline || relations.has('stage')
  const withClient = relations.has('client')
  const showClient = withClient && canViewContacts(actor)
  const withAuthor = relations.has('createdByUser')
  const when = (asked: boolean | undefined, condition: SQL | undefined) => (asked ? condition : sql`false`)
  const rows = await forTenant(actor)
    .select({ deal: deals, stage: pipelineStages, pipeline: pipelines, client: contacts, author })
    .from(deals)
    .leftJoin(
      pipelineStages,
      when(
        withStage || joinStage,
        and(eq(pipelineStages.tenantId, deals.tenantId), eq(pipelineStages.id, deals.stageId)),
      ),
    )
    .leftJoin(
      pipelines,
      when(withPipeline, and(eq(pipelines.tenantId, deals.tenantId), eq(pipelines.id, deals.pipelineId))),
    )
    .leftJoin(contacts, when(showClient, and(eq(contacts.tenantId, deals.tenantId), eq(contacts.id, deals.clientId))))
    .leftJoin(users, when(withAuthor, eq(users.id, deals.createdByUserId)))
    .where(and(eq(deals.tenantId, actor.tenantId), filter))
    .orderBy(...orderBy)
    .limit(take)
    .offset(skip)
  return rows.map(
    ({ deal, stage, pipeline, client, author }): Deal => ({
      ...toDeal(deal),
      ...(withStage && stage && { stage: { ...toStage(stage), ...(pipeline && { pipeline: toPipeline(pipeline) }) } }),
      ...(withClient && { client: client && toContact(client) }),
      ...(withAuthor && { createdByUser: author && { ...author, name: fullName(author) } }),
    }),
  )
}

const author = {
  id: users.id,
  email: users.email,
  firstName: users.firstName,
  lastName: users.lastName,
  imageUrl: users.imageUrl,
}
