import { and, asc, count, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { changes } from '@/db/schema/changes'
import { type DealRow, deals } from '@/db/schema/deals'
import { pipelineStages, type StageRow } from '@/db/schema/pipelines'
import type { Actor } from '../auth/actor'
import { onArrival, outcomeIn } from '../deals/moving/outcome'
import { ranksBetween } from '../deals/moving/rank'
import { writeBatch } from '../deals/writing/batch'
import { AppError, badField } from '../errors'
import { valuesOf } from '../fields/columns'
import { stageEntity } from '../fields/stage'
import { deleteLogged, insertLogged, updateLogged } from '../log/changes'
import { kindFromName } from '../values/stage-kinds'
import type { StageInput } from './schema'

export const loggedStage = { entity: 'stage' as const, table: pipelineStages }

export const newStage = (pipelineId: string, { id: _, ...input }: StageInput, index: number) => ({
  ...input,
  kind: input.kind ?? kindFromName(input.name),
  pipelineId,
  index,
})

type Replacement = { pipelineId: string; current: StageRow[]; batchId: string }

/**
 * Makes the list of stages what `wanted` says, in its order: an `id` updates, none creates, a missing one deletes.
 * The pipeline and its stages are locked by the caller. Returns whether anything changed.
 */
export async function replaceStages(
  tx: Tx,
  actor: Actor,
  { pipelineId, current, batchId }: Replacement,
  wanted: StageInput[],
  moveDealsTo: string | undefined,
) {
  const known = new Map(current.map((stage) => [stage.id, stage]))
  const kept = new Set<string>()
  for (const [i, { id }] of wanted.entries()) {
    if (!id) continue
    if (!known.has(id) || kept.has(id))
      throw badField(`stages.${i}.id`, known.has(id) ? 'stands twice' : 'is no stage of this pipeline')
    kept.add(id)
  }
  const gone = current.filter((stage) => !kept.has(stage.id))
  if (moveDealsTo && !kept.has(moveDealsTo))
    throw badField('moveDealsTo', 'must be a stage that stays in this pipeline')
  let changed = gone.length > 0
  for (const [index, input] of wanted.entries()) {
    const before = input.id && known.get(input.id)
    const wrote = before
      ? await updateStage(tx, actor, before, input, index, batchId)
      : await insertLogged(tx, actor, { ...loggedStage, batchId }, [newStage(pipelineId, input, index)])
    changed ||= wrote !== undefined
  }
  const target = wanted.find(({ id }) => id !== undefined && id === moveDealsTo)
  const taker = target && { id: target.id!, pipelineId, kind: target.kind ?? known.get(target.id!)!.kind }
  if (gone.length) await removeStages(tx, actor, gone, taker, batchId)
  return changed
}

async function updateStage(tx: Tx, actor: Actor, before: StageRow, input: StageInput, index: number, batchId: string) {
  const next = { ...valuesOf(stageEntity, input), index }
  const after = await updateLogged(tx, actor, { ...loggedStage, batchId }, before, next)
  if (after && after.kind !== before.kind) await closeOrReopenDeals(tx, actor, after, batchId)
  return after
}

/**
 * The deals of a stage that became another kind are closed or reopened with it. Those that were closed so before, while
 * they stood in it, get their day and their reason back.
 */
async function closeOrReopenDeals(tx: Tx, actor: Actor, stage: StageRow, batchId: string) {
  const inStage = await tx
    .select()
    .from(deals)
    .where(and(eq(deals.tenantId, actor.tenantId), eq(deals.stageId, stage.id)))
    .for('update')
  const earlier = await outcomesTaken(tx, actor, stage)
  const steps = inStage.map((deal) => {
    const taken = earlier.get(deal.id)
    const { closedAt = null, lostReason = null } = taken && taken.at >= deal.stageEnteredAt ? taken.outcome : {}
    return { deal, next: outcomeIn(stage.kind, { ...deal, closedAt, lostReason }) }
  })
  await writeBatch(tx, actor, steps, batchId)
}

/** Outcomes that deals lost when their stage was last changed from the kind that it has now. */
async function outcomesTaken(tx: Tx, actor: Actor, { id, kind }: StageRow) {
  const ofTenant = eq(changes.tenantId, actor.tenantId)
  const lastBatch = tx
    .select({ batchId: changes.batchId })
    .from(changes)
    .where(
      and(ofTenant, eq(changes.entityId, id), eq(changes.entity, 'stage'), sql`${changes.before}->>'kind' = ${kind}`),
    )
    .orderBy(desc(changes.seq))
    .limit(1)
  const rows = await tx
    .select({ dealId: changes.entityId, at: changes.at, before: changes.before })
    .from(changes)
    .where(
      and(
        ofTenant,
        eq(changes.batchId, lastBatch),
        eq(changes.entity, 'deal'),
        eq(changes.stageFrom, id),
        eq(changes.stageTo, id),
      ),
    )
  return new Map(rows.map(({ dealId, at, before }) => [dealId, { at, outcome: before as Partial<DealRow> }] as const))
}

/** The stage that takes the deals of deleted stages, with its new kind. */
type Taker = Pick<StageRow, 'id' | 'pipelineId' | 'kind'>

async function removeStages(tx: Tx, actor: Actor, gone: StageRow[], target: Taker | undefined, batchId: string) {
  const ids = gone.map((stage) => stage.id)
  const inGone = and(eq(deals.tenantId, actor.tenantId), inArray(deals.stageId, ids))
  if (target) await moveAll(tx, actor, gone, target, batchId)
  else {
    const counts = await tx
      .select({ stageId: deals.stageId, deals: count() })
      .from(deals)
      .where(inGone)
      .groupBy(deals.stageId)
    if (counts.length) throw notEmpty(gone, counts)
  }
  await deleteLogged(tx, actor, {
    ...loggedStage,
    where: and(eq(pipelineStages.tenantId, actor.tenantId), inArray(pipelineStages.id, ids))!,
    batchId,
  })
}

function notEmpty(gone: StageRow[], counts: { stageId: string; deals: number }[]) {
  const named = counts.map(({ stageId, deals }) => {
    const stage = gone.find(({ id }) => id === stageId)
    return `"${stage?.name}" still has ${deals} ${deals === 1 ? 'deal' : 'deals'}`
  })
  return new AppError('conflict', `${named.join(', ')}. Say with moveDealsTo which stage takes them.`)
}

/** Puts every deal of the stages that go at the bottom of the target, in the order they had. */
async function moveAll(tx: Tx, actor: Actor, gone: StageRow[], target: Taker, batchId: string) {
  const from = new Map(gone.map((stage) => [stage.id, stage]))
  const moving = await tx
    .select()
    .from(deals)
    .where(and(eq(deals.tenantId, actor.tenantId), inArray(deals.stageId, [...from.keys()])))
    .orderBy(asc(deals.rank), asc(deals.id))
    .for('update')
  if (!moving.length) return
  moving.sort((a, b) => from.get(a.stageId)!.index - from.get(b.stageId)!.index)
  const [last] = await tx
    .select({ rank: deals.rank })
    .from(deals)
    .where(and(eq(deals.tenantId, actor.tenantId), eq(deals.stageId, target.id)))
    .orderBy(desc(deals.rank), desc(deals.id))
    .limit(1)
  const ranks = ranksBetween(last?.rank ?? null, null, moving.length)
  const steps = moving.map((deal, i) => ({
    deal,
    next: { rank: ranks[i]!, ...onArrival(deal, from.get(deal.stageId)!.kind, target) },
  }))
  await writeBatch(tx, actor, steps, batchId)
}
