import { and, asc, desc, eq, ne, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { deals } from '@/db/schema'
import type { Actor } from '../auth'
import { append, newBatchId } from '../changes'
import { badField } from '../errors'
import { MAX_RANK_LENGTH, rankBetween, ranksBetween } from './rank'

/** Where a deal should stand in its stage: directly above or below a neighbour, or at the top. */
export type Place = { beforeId?: string | undefined; afterId?: string | undefined }
type Target = { stageId: string; pipelineId: string; dealId: string }
type Spot = { rank: string; id: string }

const REKEYED_EACH_SIDE = 16

/**
 * The rank for a place. A neighbour that has left the stage meanwhile means the top, so a drop beside it still reaches
 * its stage; one that this pipeline does not have is bad_request.
 */
export async function findRank(tx: Tx, actor: Actor, target: Target, place: Place): Promise<string> {
  const neighbour = await findNeighbour(tx, actor, target, place)
  const above = Boolean(place.beforeId)
  const gap = await findGap(tx, actor, target, neighbour, above)
  if (isOpen(gap)) {
    const rank = rankBetween(gap.lower, gap.upper)
    if (rank.length <= MAX_RANK_LENGTH) return rank
  }
  if (!neighbour) return rankBetween(gap.lower, gap.upper)
  await rekeyAround(tx, actor, target, neighbour)
  const moved = await findNeighbour(tx, actor, target, place)
  const wider = await findGap(tx, actor, target, moved, above)
  return rankBetween(wider.lower, wider.upper)
}

const isOpen = ({ lower, upper }: Gap) => lower === null || upper === null || lower < upper

/** Undefined means the top of the stage. */
async function findNeighbour(tx: Tx, actor: Actor, target: Target, { beforeId, afterId }: Place) {
  if (beforeId && afterId) throw badField('afterId', 'cannot stand beside beforeId')
  const id = beforeId ?? afterId
  if (!id || id === target.dealId) return
  const [row] = await tx
    .select({ id: deals.id, rank: deals.rank, stageId: deals.stageId, pipelineId: deals.pipelineId })
    .from(deals)
    .where(and(eq(deals.tenantId, actor.tenantId), eq(deals.id, id)))
  if (row?.pipelineId !== target.pipelineId)
    throw badField(beforeId ? 'beforeId' : 'afterId', 'is no deal of this pipeline')
  return row.stageId === target.stageId ? row : undefined
}

type Gap = { lower: string | null; upper: string | null }

async function findGap(
  tx: Tx,
  actor: Actor,
  target: Target,
  neighbour: Spot | undefined,
  above: boolean,
): Promise<Gap> {
  if (!neighbour) return { lower: null, upper: await firstRank(tx, actor, target) }
  const [next] = await tx
    .select({ rank: deals.rank })
    .from(deals)
    .where(and(others(actor, target), above ? isBefore(neighbour) : isAfter(neighbour)))
    .orderBy(...(above ? [desc(deals.rank), desc(deals.id)] : [asc(deals.rank), asc(deals.id)]))
    .limit(1)
  return above
    ? { lower: next?.rank ?? null, upper: neighbour.rank }
    : { lower: neighbour.rank, upper: next?.rank ?? null }
}

async function firstRank(tx: Tx, actor: Actor, target: Target) {
  const [first] = await tx
    .select({ rank: deals.rank })
    .from(deals)
    .where(others(actor, target))
    .orderBy(asc(deals.rank), asc(deals.id))
    .limit(1)
  return first?.rank ?? null
}

/** Spreads the cards around a crowded gap evenly over the space between the cards beyond them. */
async function rekeyAround(tx: Tx, actor: Actor, target: Target, neighbour: Spot) {
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

const others = (actor: Actor, { stageId, dealId }: Target) =>
  and(eq(deals.tenantId, actor.tenantId), eq(deals.stageId, stageId), ne(deals.id, dealId))

const isBefore = ({ rank, id }: Spot) => sql`(${deals.rank}, ${deals.id}) < (${rank}, ${id}::uuid)`
const isAfter = ({ rank, id }: Spot) => sql`(${deals.rank}, ${deals.id}) > (${rank}, ${id}::uuid)`
