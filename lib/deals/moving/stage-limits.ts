import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { type DealRow, deals, pipelineStages, pipelines } from '@/db/schema'
import type { Actor } from '@/lib/auth/actor'
import { AppError } from '@/lib/errors'
import { fullness } from './gates'

/**
 * Nobody else comes in behind this lock, and the stage stays as it is, until the deal is in it. To be taken before any
 * deal is locked, as where a stage is deleted: the other way round the two would wait for each other.
 */
export const lockStage = (tx: Tx, actor: Actor, stageId: string) =>
  tx
    .select({ id: pipelineStages.id })
    .from(pipelineStages)
    .where(and(eq(pipelineStages.tenantId, actor.tenantId), eq(pipelineStages.id, stageId)))
    .for('no key update')

type Priced = Pick<DealRow, 'amountMinor' | 'currency'>
/** A deal as it is to be in a stage, and as it was when it stood there already. */
export type Coming = { deal: Priced; was?: Priced }

/** Throws rule_refused when these deals would pass a hard limit of a stage that `lockStage` holds. */
export async function requireRoom(tx: Tx, actor: Actor, stageId: string, coming: Coming[]) {
  const inStage = and(
    eq(deals.tenantId, pipelineStages.tenantId),
    eq(deals.pipelineId, pipelineStages.pipelineId),
    eq(deals.stageId, pipelineStages.id),
  )
  const [stage] = await tx
    .select({
      name: pipelineStages.name,
      wipLimit: pipelineStages.wipLimit,
      wipAmount: pipelineStages.wipAmount,
      wipIsHard: pipelineStages.wipIsHard,
      currency: pipelines.currency,
      deals: sql<number>`(select count(*)::int from ${deals} where ${inStage})`,
      minor: sql<string>`(select coalesce(sum(${deals.amountMinor}), 0)::text from ${deals}
        where ${inStage} and ${deals.currency} = ${pipelines.currency})`,
    })
    .from(pipelineStages)
    .innerJoin(
      pipelines,
      and(eq(pipelines.tenantId, pipelineStages.tenantId), eq(pipelines.id, pipelineStages.pipelineId)),
    )
    .where(and(eq(pipelineStages.tenantId, actor.tenantId), eq(pipelineStages.id, stageId)))
  if (!stage?.wipIsHard) return
  const held = { deals: stage.deals, minor: BigInt(stage.minor) }
  const counted = (deal?: Priced) => BigInt((deal?.currency === stage.currency && deal.amountMinor) || 0)
  const minor = coming.reduce((sum, { deal, was }) => sum + counted(deal) - counted(was), 0n)
  const full = fullness(stage, held, { deals: coming.filter(({ was }) => !was).length, minor })
  if (full) throw new AppError('rule_refused', full, { fields: [{ path: changedField(coming), message: full }] })
}

/** What takes up the room: of a deal that is there already, the price. */
function changedField([first]: Coming[]) {
  if (!first?.was) return 'stageId'
  return first.was.currency === first.deal.currency ? 'amount' : 'currency'
}
