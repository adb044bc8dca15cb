import { and, eq, inArray, sql } from 'drizzle-orm'
import { type Tx, withTenant } from '@/db/client'
import { type ChangeRow, changes } from '@/db/schema/changes'
import { contacts } from '@/db/schema/contacts'
import { type DealRow, deals } from '@/db/schema/deals'
import { pipelineStages } from '@/db/schema/pipelines'
import { users } from '@/db/schema/users'
import { inParts } from '@/db/slices'
import { selection, statement } from '@/db/statement'
import type { Actor } from '@/lib/auth/actor'
import { AppError, allow, notFound } from '@/lib/errors'
import { deleteLogged, difference, newBatchId } from '@/lib/log/changes'
import { toDeal } from '@/lib/rows/to-api'
import { fullName } from '@/lib/values/full-name'
import { shortened, titlesInWords } from '@/lib/values/titles-in-words'
import { outcomeIn } from '../moving/outcome'
import { rekeyed, rekeyingsSince } from '../moving/rekeying'
import { canEditDeals } from '../policy'
import type { BulkAnswer, Deal, Undo } from '../schema'
import { among, lockDeals, restoreBatch, writeBatch } from '../writing/batch'

/**
 * Takes back the change that brought a deal to `version`, or its deletion, by one more change. Answers with the deal, or
 * null when its creation was taken back. Throws not_found, forbidden, and conflict naming who changed it since.
 */
export async function undoChange(actor: Actor, id: string, { version, deleted }: Undo): Promise<{ deal: Deal | null }> {
  return withTenant(actor, async (tx) => {
    const locked = await lockDeals(tx, actor, [id])
    const last = lastStanding(await newest(tx, actor, [id])).get(id)
    if (!last) throw notFound('deal')
    allow(canEditDeals(actor))
    const now = locked.get(id)?.version ?? last.version
    if (version > now) throw new AppError('conflict', `The deal is at version ${now}. ${NOTHING}`)
    if (last.version < version) throw takenBack()
    if (last.version > version || deleted !== (last.action === 'deleted'))
      throw new AppError('conflict', `${sayWho(actor, last)} ${past[last.action]('it')} since then. ${NOTHING}`)
    const [deal] = await takeBack(tx, actor, [last], locked, null)
    return { deal: deal ? toDeal(deal) : null }
  })
}

/**
 * Takes back a bulk change as one more batch, all or none. Throws not_found, forbidden, and conflict naming who changed
 * which of its deals since.
 */
export async function undoBatch(actor: Actor, batchId: string): Promise<BulkAnswer> {
  return withTenant(actor, async (tx) => {
    const done = await changesOfBatch(tx, { tenantId: actor.tenantId, batchId })
    // A batch that also changed a pipeline or contact is no bulk change, and neither is an undo.
    if (!done.length || done.some(({ entity, via }) => entity !== 'deal' || via === 'undo'))
      throw notFound('bulk change')
    allow(canEditDeals(actor))
    const ids = done.map(({ entityId }) => entityId)
    const locked = await lockDeals(tx, actor, ids)
    const first = done.reduce((least, { seq }) => Math.min(least, seq), Number.POSITIVE_INFINITY)
    const lasts = lastStanding(await newest(tx, actor, ids, first))
    requireAllStanding(actor, done, lasts, locked)
    const undone = newBatchId()
    const after = await takeBack(tx, actor, [...lasts.values()], locked, undone)
    return { batchId: undone, items: after.map(({ id, version }) => ({ id, version })) }
  })
}

type LastChange = ChangeRow & { name: string | null }

const whole = selection({ change: changes })

const changesOfBatch = statement(
  () => sql`select ${whole.columns} from ${changes}
    where ${changes.tenantId} = ${sql.placeholder('tenantId')} and ${changes.batchId} = ${sql.placeholder('batchId')}`,
  (values): ChangeRow => whole.read(values).change!,
  true,
  true,
)

/** Changes of a deal that are looked at to take one back. */
const MOST_CHANGES = 200

/** Changes of deals, newest first. */
function newest(tx: Tx, actor: Actor, ids: string[], from?: number): Promise<LastChange[]> {
  const { tenantId } = actor
  if (from === undefined) return newestChanges(tx, { tenantId, ids, from: 0, most: MOST_CHANGES })
  return inParts(ids, (part) => newestChanges(tx, { tenantId, ids: part, from, most: null }))
}

const named = selection({
  change: changes,
  user: { email: users.email, firstName: users.firstName, lastName: users.lastName },
})

const newestChanges = statement(
  () => sql`select ${named.columns} from ${changes} left join ${users} on ${users.id} = ${changes.actorId}
    where ${changes.tenantId} = ${sql.placeholder('tenantId')} and ${changes.entity} = 'deal'
      and ${changes.entityId} = any(${sql.placeholder('ids')}::uuid[]) and ${changes.seq} >= ${sql.placeholder('from')}
    order by ${changes.seq} desc limit ${sql.placeholder('most')}`,
  (values): LastChange => {
    const { change, user } = named.read(values)
    return { ...change!, name: user && fullName(user) }
  },
  true,
  true,
)

/** The newest change of each deal that was not taken back: an undo cancels the newest standing one before it. */
function lastStanding(newest: LastChange[]) {
  const undone = new Map<string, number>()
  const found = new Map<string, LastChange>()
  for (const change of newest) {
    const { entityId, via } = change
    const waiting = undone.get(entityId) ?? 0
    if (via === 'undo') undone.set(entityId, waiting + 1)
    else if (waiting) undone.set(entityId, waiting - 1)
    else if (!found.has(entityId)) found.set(entityId, change)
  }
  return found
}

const NOTHING = 'Nothing was taken back.'
const past = {
  created: (what: string) => `brought ${what} back`,
  updated: (what: string) => `changed ${what}`,
  moved: (what: string) => `moved ${what}`,
  deleted: (what: string) => `deleted ${what}`,
}

const takenBack = () => new AppError('conflict', `This was taken back already. ${NOTHING}`)

const sayWho = (actor: Actor, { actorId, name }: LastChange) =>
  actorId === actor.userId ? 'You' : (name ?? 'Somebody')

type LockedDeals = Map<string, DealRow>

/** Throws conflict unless all deals of a batch are as it left them. */
function requireAllStanding(actor: Actor, done: ChangeRow[], lasts: Map<string, LastChange>, locked: LockedDeals) {
  const since = new Map<string, { last: LastChange; titles: string[] }>()
  for (const { entityId, seq } of done) {
    const last = lasts.get(entityId)
    if (!last) throw takenBack()
    if (last.seq === seq) continue
    const deed = `${last.actorId} ${last.action}`
    const title = locked.get(entityId)?.title ?? String(last.before?.title)
    since.set(deed, { last, titles: [...(since.get(deed)?.titles ?? []), title] })
  }
  const deeds = [...since.values()].map(
    ({ last, titles }) => `${sayWho(actor, last)} ${past[last.action](titlesInWords(titles))}`,
  )
  if (deeds.length) throw new AppError('conflict', `${deeds.slice(0, 3).join('; ')} since then. ${NOTHING}`)
}

/** Writes these changes the other way round. Answers with the deals that exist then. */
async function takeBack(tx: Tx, actor: Actor, lasts: LastChange[], locked: LockedDeals, batchId: string | null) {
  const undoing: Actor = { ...actor, via: 'undo' }
  const made = lasts.filter(({ action }) => action === 'created').map(({ entityId }) => entityId)
  if (made.length) await deleteLogged(tx, undoing, { entity: 'deal', table: deals, where: among(actor, made), batchId })
  const back = lasts.flatMap(({ action, entityId, seq, before }) =>
    action === 'created' ? [] : { seq, deal: locked.get(entityId), was: before as Partial<DealRow> },
  )
  await requireClients(tx, actor, back)
  const placed = await withRanksOfToday(tx, actor, await withOutcomes(tx, actor, back))
  const steps = placed.flatMap(({ deal, was }) => (deal ? [{ deal, next: was }] : []))
  const gone = placed.flatMap(({ deal, was }) => (deal ? [] : [was as DealRow]))
  return [...(await writeBatch(tx, undoing, steps, batchId)), ...(await restoreBatch(tx, undoing, gone, batchId))]
}

type Back = { seq: number; deal: DealRow | undefined; was: Partial<DealRow> }

const stageOf = ({ deal, was }: Back) => was.stageId ?? deal!.stageId

/** Deals with the outcome of the stage that each goes back to. Throws conflict when that stage is gone. */
async function withOutcomes(tx: Tx, actor: Actor, back: Back[]): Promise<Back[]> {
  const isOfStage = ({ was }: Back) => 'stageId' in was || 'closedAt' in was || 'lostReason' in was
  const ids = new Set(back.filter(isOfStage).map(stageOf))
  if (!ids.size) return back
  const stages = await tx
    .select({ id: pipelineStages.id, kind: pipelineStages.kind })
    .from(pipelineStages)
    .where(and(eq(pipelineStages.tenantId, actor.tenantId), inArray(pipelineStages.id, [...ids])))
    .for('key share')
  const kinds = new Map(stages.map(({ id, kind }) => [id, kind]))
  return back.map((one) => {
    if (!isOfStage(one)) return one
    const kind = kinds.get(stageOf(one))
    if (!kind) throw new AppError('conflict', `The stage it stood in is gone. ${NOTHING}`)
    const { deal } = one
    const was = { ...one.was, ...outcomeIn(kind, { ...deal, ...one.was } as DealRow) }
    // What changed because its stage became of another kind is taken back by changing the stage.
    const isOfKind = 'closedAt' in one.was && !('stageId' in one.was)
    if (deal && (isOfKind || !difference<Partial<DealRow>>(deal, was).changed.length))
      throw new AppError('conflict', `“${shortened(deal.title)}” is in a stage that is ${kind} by now. ${NOTHING}`)
    return { ...one, was }
  })
}

/** Deals with a rank between the cards that each stood between, which may have been rekeyed since. */
async function withRanksOfToday(tx: Tx, actor: Actor, back: Back[]): Promise<Back[]> {
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

/** Throws conflict when a client was deleted since. */
async function requireClients(tx: Tx, actor: Actor, back: Back[]) {
  const ids = [...new Set(back.flatMap(({ was }) => was.clientId ?? []))]
  if (!ids.length) return
  const found = await tx
    .select({ id: contacts.id })
    .from(contacts)
    .where(and(eq(contacts.tenantId, actor.tenantId), inArray(contacts.id, ids)))
    .for('key share')
  const known = new Set(found.map(({ id }) => id))
  const titles = back.flatMap(({ deal, was }) =>
    was.clientId && !known.has(was.clientId) ? String(was.title ?? deal?.title) : [],
  )
  if (titles.length)
    throw new AppError('conflict', `The client of ${titlesInWords(titles)} was deleted since. ${NOTHING}`)
}
