import { and, asc, desc, eq, notInArray, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Tx } from '@/db/client'
import { deals } from '@/db/schema'
import type { Actor } from '../auth'
import { append, newBatchId } from '../changes'
import { badField } from '../errors'
import { MAX_RANK_LENGTH, rankBetween, ranksBetween, ranksWithin } from './rank'

/** Where a deal should stand in its stage: directly above or below a neighbour, or at the top. */
export type Place = { beforeId?: string | undefined; afterId?: string | undefined }
export type Side = 'above' | 'below' | 'top'
type Target = { stageId: string; pipelineId: string; dealIds: string[] }
type Spot = { rank: string; id: string }
type Neighbour = Spot & { stageId: string; pipelineId: string }

const REKEYED_EACH_SIDE = 16

/** Throws bad_request when both neighbours are named. A deal beside itself is at the top. */
export function sideOf({ beforeId, afterId }: Place, dealId: string): { side: Side; neighbourId: string | null } {
  if (beforeId && afterId) throw badField('afterId', 'cannot stand beside beforeId')
  const neighbourId = beforeId ?? afterId
  if (!neighbourId || neighbourId === dealId) return { side: 'top', neighbourId: null }
  return { side: beforeId ? 'above' : 'below', neighbourId }
}

const neighbour = alias(deals, 'neighbour')
const held = sql.placeholder

export const allButOne = sql`other.id <> ${held('dealId')}`
export const allButThese = sql`other.id <> all(${held('dealIds')}::uuid[])`

/** What a statement selects and joins to know the gap beside `neighbourId` in a stage, among `others`. */
export const surroundings = {
  columns: { id: neighbour.id, rank: neighbour.rank, stageId: neighbour.stageId, pipelineId: neighbour.pipelineId },
  join: sql`left join ${deals} neighbour
    on neighbour.tenant_id = ${held('tenantId')} and neighbour.id = ${held('neighbourId')}`,
  /** The rank on the other side of the gap: the first of the stage at the top, also when the neighbour has left it. */
  edge(side: Side, stageId: SQL, others = allButOne) {
    const standing = sql`select other.rank from ${deals} other where other.tenant_id = ${held('tenantId')}
      and other.stage_id = ${stageId} and ${others}`
    const first = sql`(${standing} order by other.rank, other.id limit 1)`
    if (side === 'top') return first
    const beside =
      side === 'above'
        ? sql`and (other.rank, other.id) < (neighbour.rank, neighbour.id) order by other.rank desc, other.id desc`
        : sql`and (other.rank, other.id) > (neighbour.rank, neighbour.id) order by other.rank, other.id`
    return sql`case when neighbour.stage_id = ${stageId} then (${standing} ${beside} limit 1) else ${first} end`
  },
}

type Gap = { lower: string | null; upper: string | null }
type Found = { neighbour: Neighbour | null; edge: string | null }

/**
 * The rank for a place. A neighbour that has left the stage meanwhile means the top, so a drop beside it still reaches
 * its stage; one that this pipeline does not have is bad_request. Undefined when the gap is too crowded for a key.
 */
export function rankIn(target: Omit<Target, 'dealIds'>, side: Side, found: Found): string | undefined {
  const gap = gapIn(target, side, found)
  const rank = gap && rankBetween(gap.lower, gap.upper)
  return rank && isShort(rank) ? rank : undefined
}

/** The same for `count` deals that are to stand beside each other. */
export function ranksIn(target: Omit<Target, 'dealIds'>, side: Side, found: Found, count: number) {
  const gap = gapIn(target, side, found)
  const ranks = gap && ranksWithin(gap.lower, gap.upper, count)
  return ranks?.every(isShort) ? ranks : undefined
}

const isShort = (rank: string) => rank.length <= MAX_RANK_LENGTH

function gapIn(
  { stageId, pipelineId }: Omit<Target, 'dealIds'>,
  side: Side,
  { neighbour, edge }: Found,
): Gap | undefined {
  if (side !== 'top' && neighbour?.pipelineId !== pipelineId)
    throw badField(side === 'above' ? 'beforeId' : 'afterId', 'is no deal of this pipeline')
  if (neighbour?.stageId !== stageId) return { lower: null, upper: edge }
  const [lower, upper] = side === 'above' ? [edge, neighbour.rank] : [neighbour.rank, edge]
  return lower !== null && upper !== null && lower >= upper ? undefined : { lower, upper }
}

/** Spreads the cards around a crowded gap evenly over the space between the cards beyond them. */
export async function rekeyAround(tx: Tx, actor: Actor, target: Target, neighbour: Spot) {
  const upTo = await lockSpots(tx, and(others(actor, target), sql`not ${isAfter(neighbour)}`), [
    desc(deals.rank),
    desc(deals.id),
  ])
  const beyond = await lockSpots(tx, and(others(actor, target), isAfter(neighbour)), [asc(deals.rank), asc(deals.id)])
  const lower = upTo[REKEYED_EACH_SIDE]?.rank ?? null
  const upper = beyond[REKEYED_EACH_SIDE]?.rank ?? null
  const crowded = [...upTo.slice(0, REKEYED_EACH_SIDE).reverse(), ...beyond.slice(0, REKEYED_EACH_SIDE)]
  const ranks = ranksBetween(lower, upper, crowded.length)
  const batchId = newBatchId()
  for (const [i, spot] of crowded.entries()) {
    const rank = ranks[i]!
    const [row] = await tx
      .update(deals)
      .set({ rank, version: sql`${deals.version} + 1` })
      .where(and(eq(deals.tenantId, actor.tenantId), eq(deals.id, spot.id)))
      .returning({ version: deals.version })
    await append(tx, actor, {
      entity: 'deal',
      entityId: spot.id,
      pipelineId: target.pipelineId,
      action: 'moved',
      version: row!.version,
      before: { rank: spot.rank },
      after: { rank },
      stageFrom: target.stageId,
      stageTo: target.stageId,
      batchId,
    })
  }
}

const lockSpots = (tx: Tx, filter: SQL | undefined, order: SQL[]) =>
  tx
    .select({ id: deals.id, rank: deals.rank })
    .from(deals)
    .where(filter)
    .orderBy(...order)
    .limit(REKEYED_EACH_SIDE + 1)
    .for('update')

const others = (actor: Actor, { stageId, dealIds }: Target) =>
  and(eq(deals.tenantId, actor.tenantId), eq(deals.stageId, stageId), notInArray(deals.id, dealIds))

const isAfter = ({ rank, id }: Spot) => sql`(${deals.rank}, ${deals.id}) > (${rank}, ${id}::uuid)`
