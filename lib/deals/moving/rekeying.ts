import { and, asc, desc, eq, gt, inArray, type SQL, sql } from 'drizzle-orm'
import { generateKeyBetween } from 'fractional-indexing'
import type { Tx } from '@/db/client'
import { changes } from '@/db/schema/changes'
import { deals } from '@/db/schema/deals'
import { pipelineStages } from '@/db/schema/pipelines'
import type { Actor } from '@/lib/auth/actor'
import { wakeAfterCommit } from '@/lib/log/changes'
import { isOwn } from '@/lib/rows/sql'
import { ranksBetween } from './rank'

// A gap that is too crowded for another key gets room by new ranks for the cards around it. That is nobody's change of a
// deal: no version, no author, and one row in the log for all of them, which says that the stage's cards have moved.

type Spot = { rank: string; id: string }

const REKEYED_EACH_SIDE = 16

/** Ranks in order; the first and the last are those of the cards beyond, null where there are none. */
type Ranks = (string | null)[]
export type Rekeying = { seq: number; stageId: string; before: Ranks; after: Ranks }

/** Spreads the cards around a crowded gap evenly over the space between the cards beyond them. */
export async function rekeyAround(
  tx: Tx,
  actor: Actor,
  { stageId, pipelineId }: { stageId: string; pipelineId: string },
  neighbour: Spot,
) {
  const inStage = and(eq(deals.tenantId, actor.tenantId), eq(deals.stageId, stageId))
  const isAfter = sql`(${deals.rank}, ${deals.id}) > (${neighbour.rank}, ${neighbour.id}::uuid)`
  const upTo = await lockSpots(tx, and(inStage, sql`not ${isAfter}`), [desc(deals.rank), desc(deals.id)])
  const beyond = await lockSpots(tx, and(inStage, isAfter), [asc(deals.rank), asc(deals.id)])
  const lower = upTo[REKEYED_EACH_SIDE]?.rank ?? null
  const upper = beyond[REKEYED_EACH_SIDE]?.rank ?? null
  const crowded = [...upTo.slice(0, REKEYED_EACH_SIDE).reverse(), ...beyond.slice(0, REKEYED_EACH_SIDE)]
  const ranks = ranksBetween(lower, upper, crowded.length)
  const ids = sql.param(crowded.map(({ id }) => id))
  await tx
    .update(deals)
    .set({ rank: sql`renewed.rank` })
    .from(sql`unnest(${ids}::uuid[], ${sql.param(ranks)}::text[]) as renewed(id, rank)`)
    .where(and(eq(deals.tenantId, actor.tenantId), sql`${deals.id} = renewed.id`))
  const stage = isOwn(pipelineStages, actor, stageId)
  await tx.insert(changes).values({
    tenantId: actor.tenantId,
    actorId: null,
    via: 'system',
    entity: 'stage',
    entityId: stageId,
    pipelineId,
    action: 'moved',
    version: sql`(select ${pipelineStages.version} from ${pipelineStages} where ${stage})`,
    before: { ranks: [lower, ...crowded.map(({ rank }) => rank), upper] },
    after: { ranks: [lower, ...ranks, upper] },
  })
  wakeAfterCommit(tx, actor)
}

const lockSpots = (tx: Tx, filter: SQL | undefined, order: SQL[]) =>
  tx
    .select({ id: deals.id, rank: deals.rank })
    .from(deals)
    .where(filter)
    .orderBy(...order)
    .limit(REKEYED_EACH_SIDE + 1)
    .for('update')

/** Re-keyings of these stages after a row of the log, oldest first. */
export async function rekeyingsSince(tx: Tx, actor: Actor, stageIds: string[], seq: number): Promise<Rekeying[]> {
  const rows = await tx
    .select({ seq: changes.seq, stageId: changes.entityId, before: changes.before, after: changes.after })
    .from(changes)
    .where(
      and(
        eq(changes.tenantId, actor.tenantId),
        inArray(changes.entityId, stageIds),
        eq(changes.entity, 'stage'),
        eq(changes.action, 'moved'),
        gt(changes.seq, seq),
      ),
    )
    .orderBy(asc(changes.seq))
  const ranksOf = (row: Record<string, unknown> | null) => row!.ranks as Ranks
  return rows.map(({ before, after, ...row }) => ({ ...row, before: ranksOf(before), after: ranksOf(after) }))
}

/** Halvings of a gap that tell any two cards in it apart. */
const HALVINGS = 64

/** What an old rank is after a re-keying: between the same two cards, and as far between them. */
export function rekeyed(rank: string, { before, after }: Rekeying): string {
  const at = before.findIndex((upper, i) => i > 0 && (upper === null || rank < upper))
  let [low, high, newLow, newHigh] = [before[at - 1]!, before[at]!, after[at - 1]!, after[at]!]
  if (at < 0 || (low !== null && rank < low)) return rank
  for (let i = 0; i < HALVINGS; i++) {
    const [middle, newMiddle] = [generateKeyBetween(low, high), generateKeyBetween(newLow, newHigh)]
    if (rank === middle) return newMiddle
    if (rank < middle) [high, newHigh] = [middle, newMiddle]
    else [low, newLow] = [middle, newMiddle]
  }
  return generateKeyBetween(newLow, newHigh)
}
