import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { type DealRow, deals } from '@/db/schema/deals'
import { pipelineStages, pipelines } from '@/db/schema/pipelines'
import type { Actor } from '@/lib/auth/actor'
import { AppError } from '@/lib/errors'
import { isOwn } from '@/lib/rows/sql'
import { fullness } from './gates'

/**
 * Locks a stage against other arrivals and changes. To be taken before any deal is locked, as in the deletion of a
 * stage, or the two would deadlock.
 */
export const lockStage = (tx: Tx, actor: Actor, stageId: string) =>
  tx
    .select({ id: pipelineStages.id })
    .from(pipelineStages)
    .where(isOwn(pipelineStages, actor, stageId))
    .for('no key update')

type Priced = Pick<DealRow, 'amountMinor' | 'currency'>
/** The price of a deal as it will be in a stage, and `was` if it is there already. */
export type Arrival = { deal: Priced; was?: Priced }

/** Throws rule_refused when these deals would pass a hard limit of a stage that `lockStage` holds. */
export async function requireRoom(tx: Tx, actor: Actor, stageId: string, arrivals: Arrival[]) {
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
    .where(isOwn(pipelineStages, actor, stageId))
  if (!stage?.wipIsHard) return
  const present = { deals: stage.deals, minor: BigInt(stage.minor) }
  const minorOf = (deal?: Priced) => BigInt((deal?.currency === stage.currency && deal.amountMinor) || 0)
  const minor = arrivals.reduce((sum, { deal, was }) => sum + minorOf(deal) - minorOf(was), 0n)
  const full = fullness(stage, present, { deals: arrivals.filter(({ was }) => !was).length, minor })
  if (full) throw new AppError('rule_refused', full, { fields: [{ path: changedField(arrivals), message: full }] })
}

function changedField([first]: Arrival[]) {
  if (!first?.was) return 'stageId'
  return first.was.currency === first.deal.currency ? 'amount' : 'currency'
}
