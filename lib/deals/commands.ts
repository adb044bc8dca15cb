import { v7 as uuidv7 } from 'uuid'
import { compareAndSet, type Db, type Tx, withTenant } from '@/db/client'
import { NOW } from '@/db/columns'
import { type DealRow, deals } from '@/db/schema/deals'
import type { Actor } from '../auth/actor'
import { allow, badField, notFound, type SeenVersion } from '../errors'
import { blankOf, valuesOf } from '../fields/columns'
import { dealEntity } from '../fields/deal'
import { writableNames } from '../fields/field'
import { deleteLogged, difference, lock, wakeAfterCommit } from '../log/changes'
import { resolveOrganization } from '../organizations/queries'
import { isOwn } from '../rows/sql'
import { toDeal } from '../rows/to-api'
import { amountHint } from '../values/formats'
import { toMajor, toMinor } from '../values/money'
import { newlyUnmet, refusal, unmet } from './moving/gates'
import { onArrival, outcomeIn, requireLost } from './moving/outcome'
import { rankIn, sideOf } from './moving/place'
import { rekeyAround } from './moving/rekeying'
import { lockStage, requireRoom } from './moving/stage-limits'
import { canEditDeals } from './policy'
import type { Deal, DealChanges, NewDeal } from './schema'
import { asWritten, type Editable, readArrival, readMove, writeEdit, writeMove, writeNew } from './writing/single'
import { requireDealVersion } from './writing/version'

const logged = { entity: 'deal' as const, table: deals }

/** Lands at the top of its stage unless a neighbour is named. Throws forbidden, rule_refused, and bad_request for unknown ids. */
export async function createDeal(actor: Actor, input: NewDeal): Promise<Deal> {
  allow(canEditDeals(actor))
  const id = uuidv7()
  const { side, neighbourId } = sideOf(input, id)
  return compareAndSet(actor, {
    lock: (tx) => lockStage(tx, actor, input.stageId),
    async attempt(db, tx) {
      const { tenantId } = actor
      const { stageId } = input
      const [found] = await readArrival[side](db, { tenantId, stageId, dealId: id, neighbourId })
      if (!found?.stage) throw unknownStage()
      const { stage } = found
      await requireOrganization(db, actor, input)
      const rank = rankIn({ stageId, pipelineId: stage.pipelineId }, side, found)
      if (!rank) return makeRoom(tx, actor, { ...stage, stageId }, found.neighbour)
      requireLost(stage.kind, input, undefined)
      const currency = input.currency ?? stage.currency
      const outcome = { stageEnteredAt: NOW, closedAt: null, lostReason: input.lostReason ?? null }
      // Literal keys before spreads, here and below: V8 adds keys after a spread ten times more slowly.
      const deal = {
        tenantId,
        id,
        ...blank,
        ...valuesOf(dealEntity, input, plainNames),
        title: input.title,
        pipelineId: stage.pipelineId,
        stageId,
        rank,
        amountMinor: minor(input.amount ?? null, currency),
        currency,
        stageEnteredAt: NOW,
        ...outcomeIn(stage.kind, outcome),
        createdByUserId: actor.userId,
      }
      if (stage.isLimited) {
        if (!tx) return 'needsLock'
        await requireRoom(tx, actor, stage.id, [{ deal }])
      }
      const lacking = unmet(stage, deal)
      if (lacking.length) throw refusal(stage, lacking)
      const [stamps] = await writeNew(db, {
        dealId: id,
        stageVersion: stage.version,
        ...deal,
        ...logOf(actor, { action: 'created', after: deal }),
      })
      if (!stamps) return 'raced'
      wakeAfterCommit(db, actor)
      return toDeal(asWritten({ updatedByUserId: actor.userId, ...deal }, stamps))
    },
  })
}

/**
 * Edits and moves. Without a difference nothing is written. Throws not_found, forbidden, stale when `ifMatch` is not
 * the current version, rule_refused when the stage does not take it as it is, and bad_request for unknown ids.
 */
export async function updateDeal(actor: Actor, id: string, input: DealChanges, ifMatch?: SeenVersion): Promise<Deal> {
  const { side, neighbourId } = sideOf(input, id)
  const { tenantId } = actor
  return compareAndSet(actor, {
    lock: (tx) => lockForUpdate(tx, actor, id, input.stageId),
    async attempt(db, tx) {
      const stageId = input.stageId ?? null
      const [found] = await readMove[side](db, { tenantId, dealId: id, stageId, neighbourId })
      if (!found?.deal) throw notFound('deal')
      const { deal: before, stage, origin } = found
      allow(canEditDeals(actor))
      await requireDealVersion(db, actor, ifMatch, toDeal(before))
      if (!stage) throw unknownStage()
      await requireOrganization(db, actor, input)
      const changes = edited(before, input)
      requireLost(stage.kind, input, before)
      const target = { stageId: stage.id, pipelineId: stage.pipelineId }
      const arrives = stage.id !== before.stageId
      if (arrives || side !== 'top') {
        const rank = rankIn(target, side, found)
        if (!rank) return makeRoom(tx, actor, target, found.neighbour)
        changes.rank = rank
        if (arrives) Object.assign(changes, onArrival(before, origin!.kind, stage, input.lostReason))
      }
      const { changed, ...log } = difference(before, changes)
      if (!changed.length) return toDeal(before)
      const after = { ...before, ...changes }
      const isRepriced = changed.includes('amountMinor') || changed.includes('currency')
      const coming = { deal: after, ...(!arrives && { was: before }) }
      if (stage.isLimited && (arrives || isRepriced)) {
        if (!tx) return 'needsLock'
        await requireRoom(tx, actor, stage.id, [coming])
      }
      const lacking = arrives ? unmet(stage, after) : newlyUnmet(stage, before, after)
      if (lacking.length) throw refusal(stage, lacking)
      const action = 'rank' in log.after || 'stageId' in log.after ? 'moved' : 'updated'
      const write = (arrives ? writeMove : writeEdit)(changed as Editable[])
      const [stamps] = await write(db, {
        dealId: id,
        seen: before.version,
        seenRank: before.rank,
        stageVersion: stage.version,
        ...log.after,
        ...logOf(actor, { action, ...log, stageFrom: before.stageId }),
      })
      if (!stamps) return 'raced'
      wakeAfterCommit(db, actor)
      return toDeal(asWritten({ ...after, updatedByUserId: actor.userId }, stamps))
    },
  })
}

type Log = { action: 'created' | 'updated' | 'moved'; before?: object; after: object; stageFrom?: string | null }

/** The part of a write's values that goes into the log. */
const logOf = (actor: Actor, { action, before, after, stageFrom = null }: Log) => ({
  tenantId: actor.tenantId,
  updatedByUserId: actor.userId,
  via: actor.via,
  action,
  before: before ? JSON.stringify(before) : null,
  after: JSON.stringify(after),
  stageFrom,
})

/** Rekeys a crowded gap. Many rows change and are locked for it, so only in a transaction. */
async function makeRoom(
  tx: Tx | undefined,
  actor: Actor,
  target: Parameters<typeof rekeyAround>[2],
  neighbour: Parameters<typeof rekeyAround>[3] | null,
) {
  if (!tx) return 'needsLock'
  if (neighbour) await rekeyAround(tx, actor, target, neighbour)
  return 'again'
}

/** Throws bad_request for an organization that is not the caller's. */
async function requireOrganization(db: Db, actor: Actor, { organizationId }: DealChanges) {
  if (organizationId && organizationId !== actor.defaultOrganizationId)
    await resolveOrganization(db, actor, organizationId)
}

/** Throws not_found, forbidden and stale. The log keeps the whole deal. */
export async function deleteDeal(actor: Actor, id: string, ifMatch?: SeenVersion) {
  await withTenant(actor, async (tx) => {
    const row = await lock(tx, actor, logged, id)
    allow(canEditDeals(actor))
    await requireDealVersion(tx, actor, ifMatch, toDeal(row))
    await deleteLogged(tx, actor, {
      ...logged,
      where: isOwn(deals, actor, id),
    })
  })
}

/** The stage that it comes into or stays in goes first; one that it has come into just then cannot. Throws not_found. */
async function lockForUpdate(tx: Tx, actor: Actor, id: string, target: string | undefined) {
  const [seen] = target
    ? []
    : await tx
        .select()
        .from(deals)
        .where(isOwn(deals, actor, id))
  const stageId = target ?? seen?.stageId
  if (stageId) await lockStage(tx, actor, stageId)
  const deal = await lock(tx, actor, logged, id)
  if (!target && deal.stageId !== stageId) await lockStage(tx, actor, deal.stageId)
}

export const unknownStage = () => badField('stageId', 'is not known here')

/** What the input says of the deal itself, changed or not. */
export function edited(before: DealRow, input: DealChanges): Partial<DealRow> {
  const fields: Partial<DealRow> = valuesOf(dealEntity, input, plainNames)
  if (input.amount === undefined && input.currency === undefined) return fields
  const { currency = before.currency, amount } = input
  const kept = before.amountMinor === null ? null : toMajor(before.amountMinor, before.currency)
  return { ...fields, currency, amountMinor: minor(amount === undefined ? kept : amount, currency) }
}

/** Writable fields but for the stage, which a move sets, and the amount, which needs its currency. */
const plainNames = writableNames(dealEntity).filter(
  (name) => name !== 'stageId' && name !== 'amount' && name !== 'currency',
)

const blank = blankOf(dealEntity)

function minor(amount: NonNullable<NewDeal['amount']> | null, currency: string) {
  if (amount === null) return null
  const value = toMinor(amount, currency)
  if (value === undefined) throw badField('amount', amountHint(currency))
  return value
}
