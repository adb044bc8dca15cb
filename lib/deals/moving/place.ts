import { type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { deals } from '@/db/schema/deals'
import { badField } from '@/lib/errors'
import { MAX_RANK_LENGTH, rankBetween, ranksWithin } from './rank'

/** Where a deal should stand in its stage: directly above or below a neighbour, or at the top. */
export type Place = { beforeId?: string | undefined; afterId?: string | undefined }
export type Side = 'above' | 'below' | 'top'
type Target = { stageId: string; pipelineId: string }
type Neighbour = { id: string; rank: string; stageId: string; pipelineId: string }

/** Throws bad_request when both neighbours are named. A deal beside itself is at the top. */
export function sideOf({ beforeId, afterId }: Place, dealId: string): { side: Side; neighbourId: string | null } {
  if (beforeId && afterId) throw badField('afterId', 'cannot stand beside beforeId')
  const neighbourId = beforeId ?? afterId
  if (!neighbourId || neighbourId === dealId) return { side: 'top', neighbourId: null }
  return { side: beforeId ? 'above' : 'below', neighbourId }
}

const neighbour = alias(deals, 'neighbour')
const param = sql.placeholder

export const allButOne = sql`other.id <> ${param('dealId')}`
export const allButThese = sql`other.id <> all(${param('dealIds')}::uuid[])`

export const surroundings = {
  columns: { id: neighbour.id, rank: neighbour.rank, stageId: neighbour.stageId, pipelineId: neighbour.pipelineId },
  join: sql`left join ${deals} neighbour
    on neighbour.tenant_id = ${param('tenantId')} and neighbour.id = ${param('neighbourId')}`,
  /** The rank on the far side of the gap; the stage's first when the neighbour has left it. */
  edge(side: Side, stageId: SQL, others = allButOne) {
    const ranks = sql`select other.rank from ${deals} other where other.tenant_id = ${param('tenantId')}
      and other.stage_id = ${stageId} and ${others}`
    const first = sql`(${ranks} order by other.rank, other.id limit 1)`
    if (side === 'top') return first
    const beside =
      side === 'above'
        ? sql`and (other.rank, other.id) < (neighbour.rank, neighbour.id) order by other.rank desc, other.id desc`
        : sql`and (other.rank, other.id) > (neighbour.rank, neighbour.id) order by other.rank, other.id`
    return sql`case when neighbour.stage_id = ${stageId} then (${ranks} ${beside} limit 1) else ${first} end`
  },
}

type Gap = { lower: string | null; upper: string | null }
type Surroundings = { neighbour: Neighbour | null; edge: string | null }

/**
 * The rank for a place, undefined in a crowded gap; at the top when the neighbour has left the stage. Throws
 * bad_request for a neighbour of another pipeline.
 */
export function rankIn(target: Target, side: Side, around: Surroundings): string | undefined {
  const gap = gapIn(target, side, around)
  const rank = gap && rankBetween(gap.lower, gap.upper)
  return rank && isShort(rank) ? rank : undefined
}

/** Like `rankIn`, for `count` deals beside each other. */
export function ranksIn(target: Target, side: Side, around: Surroundings, count: number) {
  const gap = gapIn(target, side, around)
  const ranks = gap && ranksWithin(gap.lower, gap.upper, count)
  return ranks?.every(isShort) ? ranks : undefined
}

const isShort = (rank: string) => rank.length <= MAX_RANK_LENGTH

function gapIn({ stageId, pipelineId }: Target, side: Side, { neighbour, edge }: Surroundings): Gap | undefined {
  if (side !== 'top' && neighbour?.pipelineId !== pipelineId)
    throw badField(side === 'above' ? 'beforeId' : 'afterId', 'is no deal of this pipeline')
  if (neighbour?.stageId !== stageId) return { lower: null, upper: edge }
  const [lower, upper] = side === 'above' ? [edge, neighbour.rank] : [neighbour.rank, edge]
  return lower !== null && upper !== null && lower >= upper ? undefined : { lower, upper }
}
