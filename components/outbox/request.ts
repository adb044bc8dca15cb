import type * as z from 'zod'
import type { BulkAnswer, Deal, UndoAnswer } from '@/lib/deals/schema'
import { type Change, type Done, type Outcome, wordsOf } from './change'

/** The request that brings a change to the server. */
export function requestOf({ kind, ids, body, seen, isBulk, done }: Change) {
  const path = '/api/deals'
  if (done && 'batchId' in done) return { path: `${path}/bulk/${done.batchId}/${kind}`, method: 'POST' as const }
  if (done) {
    const { version, deleted } = done
    return { path: `${path}/${ids[0]}/${kind}`, method: 'POST' as const, body: { version, deleted } }
  }
  if (isBulk) {
    const deals = ids.map((id, i) => ({ id, version: seen[i] }))
    const all = { deals, ...body, ...(kind === 'delete' && { delete: true }) }
    return { path: `${path}/bulk`, method: 'POST' as const, body: all }
  }
  if (kind === 'add') return { path, method: 'POST' as const, body }
  const one = { path: `${path}/${ids[0]}`, ifMatch: seen[0] }
  return kind === 'delete' ? { ...one, method: 'DELETE' as const } : { ...one, method: 'PUT' as const, body }
}

type Answer = Deal | z.infer<typeof UndoAnswer> | BulkAnswer | undefined

/** What the answer says of the deals. */
export function outcomeOf({ ids, seen }: Change, answer: Answer): Outcome {
  if (!answer) return { versions: new Map([[ids[0]!, seen[0]!]]) }
  if ('items' in answer) return { versions: new Map(answer.items.map(({ id, version }) => [id, version])) }
  const deal = 'deal' in answer ? (answer.deal ?? undefined) : (answer as Deal)
  return { versions: new Map(deal ? [[deal.id, deal.version]] : []), deal }
}

/** How the change can be taken back; nothing when it changed nothing. */
export function doneBy(change: Change & { at: number }, answer: Answer, { versions }: Outcome): Done | undefined {
  const { kind, ids, seen, at, done } = change
  if (done) return
  const base = { what: wordsOf(change).done, ids: [...versions.keys()], at }
  if (answer && 'batchId' in answer) return answer.batchId ? { ...base, batchId: answer.batchId } : undefined
  const version = versions.values().next().value!
  const isSame = kind !== 'delete' && version === seen[0]
  return isSame || !ids.length ? undefined : { ...base, version, deleted: kind === 'delete' }
}
