import { and, eq, inArray } from 'drizzle-orm'
import { type Tx, withTenant } from '@/db/client'
import { type DealRow, deals } from '@/db/schema/deals'
import { pipelineStages, type StageRow } from '@/db/schema/pipelines'
import { users } from '@/db/schema/users'
import { mapInSlices } from '@/db/slices'
import type { Actor } from '@/lib/auth/actor'
import { AppError, allow, badField } from '@/lib/errors'
import { deleteLogged, newBatchId } from '@/lib/log/changes'
import { fullName } from '@/lib/values/full-name'
import { MOST_TAGS, retagged } from '@/lib/values/tags'
import { titlesInWords } from '@/lib/values/titles-in-words'
import { edited, unknownStage } from '../commands'
import { newlyUnmet, refusalOfSeveral, unmet } from '../moving/gates'
import { onArrival, requireLost } from '../moving/outcome'
import { ranksIn, sideOf } from '../moving/place'
import { rekeyAround } from '../moving/rekeying'
import { lockStage, requireRoom } from '../moving/stage-limits'
import { canEditDeals } from '../policy'
import type { BulkAnswer, BulkChange } from '../schema'
import { among, lockDeals, type Step, writeBatch } from '../writing/batch'
import { readArrivals } from '../writing/single'
import { fieldsChangedSince } from '../writing/version'

/**
 * Edits, moves or deletes many deals, all or none, as one batch of the log. Throws forbidden, stale naming the deals that
 * have another version and what was changed, rule_refused when a stage does not take one, and bad_request for unknown ids.
 */
export async function changeDeals(actor: Actor, input: BulkChange): Promise<BulkAnswer> {
  return withTenant(actor, async (tx) => {
    const first = await attempt(tx, actor, input)
    const answer = first === 'again' ? await attempt(tx, actor, input) : first
    if (answer === 'again')
      throw new AppError('conflict', 'Others are changing this stage at the same moment. Try again.')
    return answer
  })
}

/** Answers `again` when it only made room in the stage for the deals. */
async function attempt(tx: Tx, actor: Actor, input: BulkChange): Promise<BulkAnswer | 'again'> {
  const { deals: named, delete: isDeletion, ...changes } = input
  const ids = named.map(({ id }) => id)
  if (changes.stageId) await lockStage(tx, actor, changes.stageId)
  const known = await lockDeals(tx, actor, ids)
  allow(canEditDeals(actor))
  const locked = ids.map((id, i) => known.get(id) ?? unknownDeal(i))
  await requireVersions(tx, actor, named, locked)
  const batchId = newBatchId()
  if (isDeletion) {
    await deleteLogged(tx, actor, { entity: 'deal', table: deals, where: among(actor, ids), batchId })
    return { batchId, items: locked.map(versionOf) }
  }
  const stages = await readStages(tx, actor, locked, changes.stageId)
  const arrivals = changes.stageId
    ? await arrive(tx, actor, locked, { ...changes, stageId: changes.stageId }, stages)
    : locked.map(() => ({}))
  if (arrivals === 'again') return 'again'
  const steps = await mapInSlices(locked, (deal, i) => ({
    deal,
    next: { ...edited(deal, { ...changes, tags: tagsOf(deal, changes) }), ...arrivals[i] },
  }))
  await requireGates(tx, actor, steps, changes, stages)
  const after = await writeBatch(tx, actor, steps, batchId)
  const isSame = after.every((deal, i) => deal === locked[i])
  return { batchId: isSame ? null : batchId, items: after.map(versionOf) }
}

const versionOf = ({ id, version }: DealRow) => ({ id, version })

function unknownDeal(i: number): never {
  throw badField(`deals.${i}.id`, 'is not known here')
}

/** The tags of a deal after the change; undefined without a change of tags. Throws bad_request for too many. */
function tagsOf({ title, tags }: DealRow, changes: Pick<BulkChange, 'addTags' | 'removeTags'>) {
  if (!changes.addTags && !changes.removeTags) return
  const next = retagged(tags, changes)
  if (next.length > MOST_TAGS) throw badField('addTags', `would give “${title}” more than ${MOST_TAGS} tags`)
  return next
}

type Stages = ReadonlyMap<string, StageRow>

/** The stages that deals are in and the one that they go to, by id. */
async function readStages(tx: Tx, actor: Actor, locked: DealRow[], target: string | undefined): Promise<Stages> {
  const ids = new Set(locked.map(({ stageId }) => stageId))
  if (target) ids.add(target)
  const rows = await tx
    .select()
    .from(pipelineStages)
    .where(and(eq(pipelineStages.tenantId, actor.tenantId), inArray(pipelineStages.id, [...ids])))
  return new Map(rows.map((row) => [row.id, row]))
}

type Move = Omit<BulkChange, 'deals' | 'delete'> & { stageId: string }

/**
 * Columns that a move changes of each deal: they land together beside the neighbour, or on top without one, where deals
 * of that stage keep their places. Answers `again` when it made room in a gap that is too crowded.
 */
async function arrive(
  tx: Tx,
  actor: Actor,
  locked: DealRow[],
  move: Move,
  stages: Stages,
): Promise<Step['next'][] | 'again'> {
  const { side, neighbourId } = sideOf(move, '')
  const { stageId } = move
  const moving = locked.filter((deal) => side !== 'top' || deal.stageId !== stageId)
  if (moving.some(({ id }) => id === neighbourId))
    throw badField(side === 'above' ? 'beforeId' : 'afterId', 'is one of the deals that move')
  const dealIds = moving.map(({ id }) => id)
  const stage = stages.get(stageId)
  const [found] = await readArrivals[side](tx, { tenantId: actor.tenantId, stageId, dealIds, neighbourId })
  if (!found?.stage || !stage) throw unknownStage()
  const target = { stageId, pipelineId: stage.pipelineId }
  const ranks = ranksIn(target, side, found, moving.length)
  if (!ranks) {
    if (found.neighbour) await rekeyAround(tx, actor, target, found.neighbour)
    return 'again'
  }
  const rankOf = new Map(dealIds.map((id, i) => [id, ranks[i]!]))
  return locked.map((deal) => {
    const rank = rankOf.get(deal.id)
    const from = stages.get(deal.stageId)!
    return {
      ...(rank !== undefined && { rank }),
      ...(from !== stage && onArrival(deal, from.kind, stage, move.lostReason)),
    }
  })
}

/** Throws what each deal alone would be refused with: a full stage, a required field, a lost reason out of place. */
async function requireGates(
  tx: Tx,
  actor: Actor,
  steps: Step[],
  changes: Pick<BulkChange, 'lostReason'>,
  stages: Stages,
) {
  const after: DealRow[] = await mapInSlices(steps, ({ deal, next }) => ({ ...deal, ...next }))
  for (const [i, { deal }] of steps.entries())
    requireLost(stages.get(after[i]!.stageId)!.kind, changes, deal, `deals.${i}.lostReason`)
  for (const stage of stages.values()) {
    const arriving = after.flatMap((deal, i) =>
      deal.stageId === stage.id && steps[i]!.deal.stageId !== stage.id ? { deal } : [],
    )
    if (arriving.length && stage.wipIsHard) await requireRoom(tx, actor, stage.id, arriving)
    const lacking = await mapInSlices(after, (deal, i) => {
      if (deal.stageId !== stage.id) return []
      const before = steps[i]!.deal
      return before.stageId === stage.id ? newlyUnmet(stage, before, deal) : unmet(stage, deal)
    })
    if (lacking.some(({ length }) => length)) throw refusalOfSeveral(stage, lacking)
  }
}

async function requireVersions(tx: Tx, actor: Actor, named: BulkChange['deals'], locked: DealRow[]) {
  const stale = locked.flatMap((deal, i) => {
    const { version } = named[i]!
    return version === undefined || version === deal.version
      ? []
      : [{ id: deal.id, version, deal, path: `deals.${i}.version` }]
  })
  if (!stale.length) return
  const rows = stale.map(({ deal }) => deal)
  const who = await namesOf(tx, actor, rows)
  throw new AppError(
    'stale',
    `${who} changed ${titlesInWords(rows.map(({ title }) => title))} meanwhile. Nothing was done; look at them again.`,
    {
      fields: stale.map(({ deal, path }) => ({ path, message: `is ${deal.version} by now` })).slice(0, MOST_FIELDS),
      current: rows.map(versionOf),
      changed: await fieldsChangedSince(tx, actor, stale),
    },
  )
}

/** Fields that a refusal names at most. */
const MOST_FIELDS = 50

/** Name of the member who wrote the rows last, or words for several. */
async function namesOf(tx: Tx, actor: Actor, rows: DealRow[]) {
  const ids = [...new Set(rows.map(({ updatedByUserId, createdByUserId }) => updatedByUserId ?? createdByUserId))]
  const [first] = ids
  if (ids.length > 1) return 'Several people'
  if (!first) return 'Somebody'
  if (first === actor.userId) return 'You'
  const [user] = await tx
    .select({ firstName: users.firstName, lastName: users.lastName, email: users.email })
    .from(users)
    .where(eq(users.id, first))
  return user ? fullName(user) : 'Somebody'
}
