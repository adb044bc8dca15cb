import { type Tx, withTenant } from '@/db/client'
import { isDuplicate } from '@/db/errors'
import type { DealRow } from '@/db/schema/deals'
import type { Actor } from '@/lib/auth/actor'
import { allow, notFound } from '@/lib/errors'
import { newBatchId } from '@/lib/log/changes'
import { toDeal } from '@/lib/rows/to-api'
import { titlesInWords } from '@/lib/values/titles-in-words'
import { canEditDeals } from '../policy'
import type { BulkAnswer, Undo, UndoAnswer } from '../schema'
import { lockDeals } from '../writing/batch'
import { changesFrom, changesOfBatch, changesSince, type History, historiesOf, type LoggedChange } from './history'
import { reverse } from './reverse'
import { conflict, type Reverser } from './reverser'

/**
 * Takes back the change that brought a deal to `version`, or its deletion, by one more change. Answers with the deal, or
 * null when its creation was taken back. Throws not_found, forbidden, and conflict naming who changed it since.
 */
export const undoChange = (actor: Actor, id: string, change: Undo) =>
  reverseChange({ ...actor, via: 'undo' }, id, change)

/** Redoes what `undoChange` took back. Throws conflict when it stands, or naming who changed the deal since. */
export const redoChange = (actor: Actor, id: string, change: Undo) =>
  reverseChange({ ...actor, via: 'redo' }, id, change)

/**
 * Takes back a bulk change as one more batch, all or none. Throws not_found, forbidden, and conflict naming who changed
 * which of its deals since.
 */
export const undoBatch = (actor: Actor, batchId: string) => reverseBatch({ ...actor, via: 'undo' }, batchId)

/** Redoes what `undoBatch` took back, by the same id. Throws conflict when it stands, or naming who changed what. */
export const redoBatch = (actor: Actor, batchId: string) => reverseBatch({ ...actor, via: 'redo' }, batchId)

/** One transaction. A deal that is not there cannot be locked, so two may bring it back at the same moment. */
function reversing<T>(actor: Reverser, work: (tx: Tx) => Promise<T>): Promise<T> {
  return withTenant(actor, work).catch((error) => {
    throw isDuplicate(error) ? conflict(actor, 'Somebody else brought it back at the same moment.') : error
  })
}

async function reverseChange(actor: Reverser, id: string, { version, deleted }: Undo): Promise<UndoAnswer> {
  return reversing(actor, async (tx) => {
    const locked = await lockDeals(tx, actor, [id])
    const now = locked.get(id)
    const rows = await changesFrom(tx, actor, id, version)
    const last = rows.at(-1)
    if (!now && !last) throw notFound('deal')
    allow(canEditDeals(actor))
    if (!last) throw conflict(actor, `The deal is at version ${now!.version}.`)
    const change = rows.find((row) => row.version === version && (row.action === 'deleted') === deleted)
    const row = change ? rowToReverse(actor, change, historiesOf(rows).get(id)!) : overtaken(actor, last)
    if (typeof row === 'function') throw conflict(actor, `${row('it')}.`)
    const [deal] = await reverse(tx, actor, [row], locked, null)
    return { deal: deal ? toDeal(deal) : null }
  })
}

async function reverseBatch(actor: Reverser, batchId: string): Promise<BulkAnswer> {
  return reversing(actor, async (tx) => {
    const done = await changesOfBatch(tx, actor, batchId)
    // A batch that also changed a pipeline or contact is no bulk change, and neither is an undo.
    if (!done.length || done.some(({ entity, via }) => entity !== 'deal' || via === 'undo' || via === 'redo'))
      throw notFound('bulk change')
    allow(canEditDeals(actor))
    const ids = done.map(({ entityId }) => entityId)
    const locked = await lockDeals(tx, actor, ids)
    const histories = historiesOf(await changesSince(tx, actor, done))
    const reversed = newBatchId()
    const after = await reverse(tx, actor, rowsOfAll(actor, done, histories, locked), locked, reversed)
    return { batchId: reversed, items: after.map(({ id, version }) => ({ id, version })) }
  })
}

/** Says of a deal, or of the titles of several, why its change cannot be reversed. */
type Refusal = (what: string) => string

const past = {
  created: (what: string) => `brought ${what} back`,
  updated: (what: string) => `changed ${what}`,
  moved: (what: string) => `moved ${what}`,
  deleted: (what: string) => `deleted ${what}`,
}

const overtaken =
  (actor: Actor, { actorId, name, action }: LoggedChange): Refusal =>
  (what) =>
    `${actorId === actor.userId ? 'You' : (name ?? 'Somebody')} ${past[action](what)} since then`

/** The row of the log to reverse so that a change is taken back, or redone; or why there is none. */
function rowToReverse(actor: Reverser, { seq }: LoggedChange, history: History): LoggedChange | Refusal {
  const { done, undone, last } = history
  const isUndo = actor.via === 'undo'
  const isIt = ({ change }: History['done'][number]) => change.seq === seq
  const top = (isUndo ? done : undone).at(-1)
  if (top && isIt(top)) return top.row
  if (isUndo) return top && !undone.some(isIt) ? overtaken(actor, top.row) : () => 'This was taken back already'
  if (done.some(isIt)) return () => 'This was not taken back'
  if (undone.some(isIt)) return (what) => `An earlier change of ${what} was taken back after this`
  return overtaken(actor, last)
}

/** The rows to reverse for all deals of a batch. Throws conflict unless each of them can be. */
function rowsOfAll(
  actor: Reverser,
  done: LoggedChange[],
  histories: ReadonlyMap<string, History>,
  locked: ReadonlyMap<string, DealRow>,
) {
  const refused = new Map<string, { refusal: Refusal; titles: string[] }>()
  const rows = done.flatMap((change) => {
    const { entityId } = change
    const history = histories.get(entityId)!
    const refusal = rowToReverse(actor, change, history)
    if (typeof refusal !== 'function') return refusal
    const title = locked.get(entityId)?.title ?? String(history.last.before?.title)
    const same = refused.get(refusal('it'))
    if (same) same.titles.push(title)
    else refused.set(refusal('it'), { refusal, titles: [title] })
    return []
  })
  const sentences = [...refused.values()].map(({ refusal, titles }) => refusal(titlesInWords(titles)))
  if (sentences.length) throw conflict(actor, `${sentences.slice(0, 3).join('; ')}.`)
  return rows
}
