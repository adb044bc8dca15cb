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
import { fullName } from '@/lib/values/names'
import { outcomeIn } from '../moving/outcome'
import { rekeyed, rekeyingsSince } from '../moving/rekeying'
import { canEditDeals } from '../policy'
import type { BulkAnswer, Deal, Undo } from '../schema'
import { inWords, shortened } from '../titles'
import { among, lockDeals, restoreBatch, writeBatch } from '../writing/batch'

/**
 * Takes back the change that brought a deal to `version`, or its deletion: one more change, by what the log kept. Answers
 * with the deal, or null when it was taken back that there is one. Throws not_found, forbidden, and conflict naming who
 * was there since.
 */
export async function undoChange(actor: Actor, id: string, { version, deleted }: Undo): Promise<{ deal: Deal | null }> {
  return withTenant(actor, async (tx) => {
    const held = await lockDeals(tx, actor, [id])
    const last = standing(await newest(tx, actor, [id])).get(id)
    if (!last) throw notFound('deal')
    allow(canEditDeals(actor))
    const now = held.get(id)?.version ?? last.version
    if (version > now) throw new AppError('conflict', `The deal is at version ${now}. ${NOTHING}`)
    if (last.version < version) throw takenBack()
    if (last.version > version || deleted !== (last.action === 'deleted'))
      throw new AppError('conflict', `${sayWho(actor, last)} ${past[last.action]('it')} since then. ${NOTHING}`)
    const [deal] = await takeBack(tx, actor, [last], held, null)
    return { deal: deal ? toDeal(deal) : null }
  })
}

/**
 * Takes back a bulk change, all of it or nothing, as one more batch. Throws not_found, forbidden, and conflict naming who
 * changed which of its deals since.
 */
export async function undoBatch(actor: Actor, batchId: string): Promise<BulkAnswer> {
  return withTenant(actor, async (tx) => {
    const done = await changesOfBatch(tx, { tenantId: actor.tenantId, batchId })
    // What was done to pipelines and contacts with their deals is no bulk change, and an undo is taken back by its change.
    if (!done.length || done.some(({ entity, via }) => entity !== 'deal' || via === 'undo'))
      throw notFound('bulk change')
    allow(canEditDeals(actor))
    const ids = done.map(({ entityId }) => entityId)
    const held = await lockDeals(tx, actor, ids)
    const first = done.reduce((least, { seq }) => Math.min(least, seq), Number.POSITIVE_INFINITY)
    const lasts = standing(await newest(tx, actor, ids, first))
    requireAllStanding(actor, done, lasts, held)
    const undone = newBatchId()
    const after = await takeBack(tx, actor, [...lasts.values()], held, undone)
    return { batchId: undone, items: after.map(({ id, version }) => ({ id, version })) }
  })
}

type Last = ChangeRow & { name: string | null }

const whole = selection({ change: changes })

const changesOfBatch = statement(
  () => sql`select ${whole.columns} from ${changes}
    where ${changes.tenantId} = ${sql.placeholder('tenantId')} and ${changes.batchId} = ${sql.placeholder('batchId')}`,
  (values): ChangeRow => whole.read(values).change!,
  true,
  true,
)

/** Further back than anybody takes back one by one. */
const MOST_CHANGES = 200

/** The changes of deals from the newest on. */
function newest(tx: Tx, actor: Actor, ids: string[], from?: number): Promise<Last[]> {
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
  (values): Last => {
    const { change, user } = named.read(values)
    return { ...change!, name: user && fullName(user) }
  },
  true,
  true,
)

/** The newest of each deal that stands: each one taken back cancels the newest before it, so that several can go in turn. */
function standing(newest: Last[]) {
  const undone = new Map<string, number>()
  const found = new Map<string, Last>()
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

const sayWho = (actor: Actor, { actorId, name }: Last) => (actorId === actor.userId ? 'You' : (name ?? 'Somebody'))

type Held = Map<string, DealRow>

/** All deals of a batch must stand as it left them. */
function requireAllStanding(actor: Actor, done: ChangeRow[], lasts: Map<string, Last>, held: Held) {
  const since = new Map<string, { last: Last; titles: string[] }>()
  for (const { entityId, seq } of done) {
    const last = lasts.get(entityId)
    if (!last) throw takenBack()
    if (last.seq === seq) continue
    const deed = `${last.actorId} ${last.action}`
    const title = held.get(entityId)?.title ?? String(last.before?.title)
    since.set(deed, { last, titles: [...(since.get(deed)?.titles ?? []), title] })
  }
  const deeds = [...since.values()].map(
    ({ last, titles }) => `${sayWho(actor, last)} ${past[last.action](inWords(titles))}`,
  )
  if (deeds.length) throw new AppError('conflict', `${deeds.slice(0, 3).join('; ')} since then. ${NOTHING}`)
}

/** Each of these changes the other way round. Answers with the deals that are there now. */
async function takeBack(tx: Tx, actor: Actor, lasts: Last[], held: Held, batchId: string | null) {
  const undoing: Actor = { ...actor, via: 'undo' }
  const made = lasts.filter(({ action }) => action === 'created').map(({ entityId }) => entityId)
  if (made.length) await deleteLogged(tx, undoing, { entity: 'deal', table: deals, where: among(actor, made), batchId })
  const back = lasts.flatMap(({ action, entityId, seq, before }) =>
    action === 'created' ? [] : { seq, deal: held.get(entityId), was: before as Partial<DealRow> },
  )
  await requireClients(tx, actor, back)
  const settled = await atTheirPlaces(tx, actor, await inTheirStages(tx, actor, back))
  const steps = settled.flatMap(({ deal, was }) => (deal ? [{ deal, next: was }] : []))
  const gone = settled.flatMap(({ deal, was }) => (deal ? [] : [was as DealRow]))
  return [...(await writeBatch(tx, undoing, steps, batchId)), ...(await restoreBatch(tx, undoing, gone, batchId))]
}

type Back = { seq: number; deal: DealRow | undefined; was: Partial<DealRow> }

const stageOf = ({ deal, was }: Back) => was.stageId ?? deal!.stageId

/** The stages they go back to are kept until they are there; one may be of another kind by now, and says what holds. */
async function inTheirStages(tx: Tx, actor: Actor, back: Back[]): Promise<Back[]> {
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
    // What its stage did, by becoming of another kind, is the stage's to take back.
    const isOfKind = 'closedAt' in one.was && !('stageId' in one.was)
    if (deal && (isOfKind || !difference<Partial<DealRow>>(deal, was).changed.length))
      throw new AppError('conflict', `“${shortened(deal.title)}” is in a stage that is ${kind} by now. ${NOTHING}`)
    return { ...one, was }
  })
}

/** Between the cards that they stood between, whatever ranks these have by now. */
async function atTheirPlaces(tx: Tx, actor: Actor, back: Back[]): Promise<Back[]> {
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

/** They may have been deleted since. */
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
  if (titles.length) throw new AppError('conflict', `The client of ${inWords(titles)} was deleted since. ${NOTHING}`)
}
