import { and, eq, inArray } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { type DealRow, deals } from '@/db/schema/deals'
import { pipelineStages } from '@/db/schema/pipelines'
import { deleteLogged, difference } from '@/lib/log/changes'
import { shortened } from '@/lib/values/titles-in-words'
import { outcomeIn } from '../moving/outcome'
import { rekeyed, rekeyingsSince } from '../moving/rekeying'
import { among, restoreBatch, writeBatch } from '../writing/batch'
import type { LoggedChange } from './history'
import { type Back, gone, requireReferences } from './references'
import { conflict, type Reverser } from './reverser'

/** Writes changes the other way round. Answers with the deals that exist then. Throws conflict where one cannot. */
export async function reverse(
  tx: Tx,
  actor: Reverser,
  rows: LoggedChange[],
  locked: ReadonlyMap<string, DealRow>,
  batchId: string | null,
): Promise<DealRow[]> {
  const made = rows.filter(({ action }) => action === 'created').map(({ entityId }) => entityId)
  if (made.length) await deleteLogged(tx, actor, { entity: 'deal', table: deals, where: among(actor, made), batchId })
  const back = rows.flatMap(({ action, entityId, seq, before }) =>
    action === 'created' ? [] : { seq, deal: locked.get(entityId), was: before as Partial<DealRow> },
  )
  await requireReferences(tx, actor, back)
  const placed = await withRanksOfToday(tx, actor, await withOutcomes(tx, actor, back))
  const steps = placed.flatMap(({ deal, was }) => (deal ? [{ deal, next: was }] : []))
  const deleted = placed.flatMap(({ deal, was }) => (deal ? [] : [was as DealRow]))
  return [...(await writeBatch(tx, actor, steps, batchId)), ...(await restoreBatch(tx, actor, deleted, batchId))]
}

const stageOf = ({ deal, was }: Back) => was.stageId ?? deal!.stageId

/** Deals with the outcome of the stage that each goes back to. Throws conflict when that stage is gone. */
async function withOutcomes(tx: Tx, actor: Reverser, back: Back[]): Promise<Back[]> {
  const isOfStage = ({ was }: Back) => 'stageId' in was || 'closedAt' in was || 'lostReason' in was
  const ids = new Set(back.filter(isOfStage).map(stageOf))
  if (!ids.size) return back
  const stages = await tx
    .select({ id: pipelineStages.id, kind: pipelineStages.kind })
    .from(pipelineStages)
    .where(and(eq(pipelineStages.tenantId, actor.tenantId), inArray(pipelineStages.id, [...ids])))
    .for('key share')
  const kinds = new Map(stages.map(({ id, kind }) => [id, kind]))
  const missing = [...ids].find((id) => !kinds.has(id))
  if (missing) throw await gone(tx, actor, back, 'stageId', missing)
  return back.map((one) => {
    if (!isOfStage(one)) return one
    const kind = kinds.get(stageOf(one))!
    const { deal } = one
    const was = { ...one.was, ...outcomeIn(kind, { ...deal, ...one.was } as DealRow) }
    // What changed because its stage became of another kind is taken back by changing the stage.
    const isOfKind = 'closedAt' in one.was && !('stageId' in one.was)
    if (deal && (isOfKind || !difference<Partial<DealRow>>(deal, was).changed.length))
      throw conflict(actor, `“${shortened(deal.title)}” is in a stage that is ${kind} by now.`)
    return { ...one, was }
  })
}

/** Deals with a rank between the cards that each stood between, which may have been rekeyed since. */
async function withRanksOfToday(tx: Tx, actor: Reverser, back: Back[]): Promise<Back[]> {
  const placed = back.filter(({ was }) => was.rank !== undefined)
  if (!placed.length) return back
  const since = placed.reduce((least, { seq }) => Math.min(least, seq), Number.POSITIVE_INFINITY)
  const rekeyings = await rekeyingsSince(tx, actor, [...new Set(placed.map(stageOf))], since)
  return back.map((one) => {
    if (one.was.rank === undefined) return one
    const later = rekeyings.filter(({ seq, stageId }) => one.seq < seq && stageId === stageOf(one))
    return { ...one, was: { ...one.was, rank: later.reduce(rekeyed, one.was.rank) } }
  })
}
