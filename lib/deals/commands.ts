import { and, eq, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { type Tx, withTenant } from '@/db/client'
import { type DealRow, deals, pipelineStages, pipelines } from '@/db/schema'
import type { Actor } from '../auth'
import { append, deleteLogged, difference } from '../changes'
import { allow, badField, notFound, requireVersion } from '../errors'
import { amountHint } from '../fields'
import { toMajor, toMinor } from '../money'
import { resolveOrganization } from '../organizations/queries'
import { toDeal } from '../wire'
import { outcomeIn } from './outcome'
import { findRank } from './place'
import { canEditDeals } from './policy'
import type { Deal, DealChanges, NewDeal } from './schema'

/** Lands at the top of its stage unless a neighbour is named. Throws forbidden, and bad_request for unknown ids. */
export async function createDeal(actor: Actor, input: NewDeal): Promise<Deal> {
  allow(canEditDeals(actor))
  return withTenant(actor, async (tx) => {
    const stage = await lockStage(tx, actor, input.stageId)
    if (!stage) throw unknownStage()
    if (input.organizationId) await resolveOrganization(tx, actor, input.organizationId)
    const id = uuidv7()
    const currency = input.currency ?? stage.currency
    const [row] = await tx
      .insert(deals)
      .values({
        tenantId: actor.tenantId,
        id,
        pipelineId: stage.pipelineId,
        stageId: input.stageId,
        rank: await findRank(tx, actor, { ...stage, dealId: id }, input),
        title: input.title,
        probability: input.probability,
        amountMinor: minor(input.amount, currency),
        currency,
        expectedCloseOn: input.expectedCloseDate,
        ownerId: input.ownerId,
        clientId: input.clientId,
        closedAt: stage.kind === 'open' ? null : sql`now()`,
        lostReason: input.lostReason,
        isArchived: input.isArchived,
        createdByUserId: actor.userId,
        updatedByUserId: actor.userId,
      })
      .returning()
    await append(tx, actor, {
      entity: 'deal',
      entityId: id,
      pipelineId: stage.pipelineId,
      action: 'created',
      version: row!.version,
      after: row,
      stageTo: input.stageId,
    })
    return toDeal(row!)
  })
}

/**
 * Edits and moves. Without a difference nothing is written. Throws not_found, forbidden, stale when `ifMatch` is not
 * the current version, and bad_request for unknown ids.
 */
export async function updateDeal(actor: Actor, id: string, input: DealChanges, ifMatch?: number): Promise<Deal> {
  return withTenant(actor, async (tx) => {
    // The stage before the deal, as where a stage is deleted: the other way round the two would wait for each other.
    const target = input.stageId ? await lockStage(tx, actor, input.stageId) : undefined
    const before = await lockDeal(tx, actor, id)
    allow(canEditDeals(actor))
    requireVersion(ifMatch, toDeal(before))
    if (input.stageId && !target) throw unknownStage()
    if (input.organizationId) await resolveOrganization(tx, actor, input.organizationId)
    const next = { ...before, ...edited(before, input), ...(await moved(tx, actor, before, input, target)) }
    const { changed, ...log } = difference(before, next)
    if (!changed) return toDeal(before)
    const [after] = await tx
      .update(deals)
      .set({ ...log.after, updatedAt: sql`now()`, updatedByUserId: actor.userId, version: before.version + 1 })
      .where(and(eq(deals.tenantId, actor.tenantId), eq(deals.id, id)))
      .returning()
    await append(tx, actor, {
      entity: 'deal',
      entityId: id,
      pipelineId: next.pipelineId,
      action: 'rank' in log.after || 'stageId' in log.after ? 'moved' : 'updated',
      version: after!.version,
      ...log,
      stageFrom: before.stageId,
      stageTo: next.stageId,
    })
    return toDeal(after!)
  })
}

/** Throws not_found, forbidden and stale. The log keeps the whole deal. */
export async function deleteDeal(actor: Actor, id: string, ifMatch?: number) {
  await withTenant(actor, async (tx) => {
    const row = await lockDeal(tx, actor, id)
    allow(canEditDeals(actor))
    requireVersion(ifMatch, toDeal(row))
    await deleteLogged(tx, actor, {
      entity: 'deal',
      table: deals,
      where: and(eq(deals.tenantId, actor.tenantId), eq(deals.id, id))!,
    })
  })
}

async function lockDeal(tx: Tx, actor: Actor, id: string): Promise<DealRow> {
  const [row] = await tx
    .select()
    .from(deals)
    .where(and(eq(deals.tenantId, actor.tenantId), eq(deals.id, id)))
    .for('update')
  if (!row) throw notFound('deal')
  return row
}

/** Keeps the stage from being deleted until the deal is in it. */
async function lockStage(tx: Tx, actor: Actor, stageId: string) {
  const [stage] = await tx
    .select({
      stageId: pipelineStages.id,
      pipelineId: pipelineStages.pipelineId,
      kind: pipelineStages.kind,
      currency: pipelines.currency,
    })
    .from(pipelineStages)
    .innerJoin(
      pipelines,
      and(eq(pipelines.tenantId, pipelineStages.tenantId), eq(pipelines.id, pipelineStages.pipelineId)),
    )
    .where(and(eq(pipelineStages.tenantId, actor.tenantId), eq(pipelineStages.id, stageId)))
    .for('key share', { of: pipelineStages })
  return stage
}

const unknownStage = () => badField('stageId', 'is not known here')

function edited(before: DealRow, input: DealChanges): Partial<DealRow> {
  const currency = input.currency ?? before.currency
  const amount =
    input.amount === undefined && before.amountMinor !== null
      ? toMajor(before.amountMinor, before.currency)
      : input.amount
  return given({
    title: input.title,
    probability: input.probability,
    amountMinor: minor(amount, currency),
    currency,
    expectedCloseOn: input.expectedCloseDate,
    ownerId: input.ownerId,
    clientId: input.clientId,
    lostReason: input.lostReason,
    isArchived: input.isArchived,
  })
}

/** What changes with the place. A stage the deal is in already, and no neighbour, is no move. */
async function moved(
  tx: Tx,
  actor: Actor,
  before: DealRow,
  input: DealChanges,
  target: Awaited<ReturnType<typeof lockStage>>,
): Promise<Partial<DealRow>> {
  const { stageId, pipelineId } = target ?? before
  const changesStage = stageId !== before.stageId
  if (input.beforeId && input.afterId) throw badField('afterId', 'cannot stand beside beforeId')
  const neighbourId = input.beforeId ?? input.afterId
  if (!changesStage && (!neighbourId || neighbourId === before.id)) return {}
  const rank = await findRank(tx, actor, { stageId, pipelineId, dealId: before.id }, input)
  if (!target || !changesStage) return { rank }
  const now = new Date()
  return {
    rank,
    stageId,
    pipelineId,
    stageEnteredAt: now,
    ...outcomeIn(target.kind, before, now),
    ...(input.lostReason !== undefined && { lostReason: input.lostReason }),
  }
}

function minor(amount: NewDeal['amount'], currency: string) {
  if (amount === undefined || amount === null) return amount
  const value = toMinor(amount, currency)
  if (value === undefined) throw badField('amount', amountHint(currency))
  return value
}

const given = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>
