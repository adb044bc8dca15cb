import { ApiError } from '@/components/api'
import { type Change, withoutNeighbour } from './change'
import type { Entry } from './deliver'

const neighbourOf = ({ beforeId, afterId }: Change['body']) => beforeId ?? afterId

/** The waiting entries that no earlier one of the same deals, or of the neighbour, holds back. */
export function freeOf(entries: readonly Entry[]) {
  const taken = new Set<unknown>()
  return entries.filter((entry) => {
    const isHeld = entry.ids.some((id) => taken.has(id)) || taken.has(neighbourOf(entry.body))
    for (const id of entry.ids) taken.add(id)
    return !isHeld && entry.state === 'waiting'
  })
}

/** The moves of one deal each that wait, and that a newer one makes needless. */
export const waitingMovesOf = (deals: string[], entries: readonly Entry[]) =>
  entries.filter(
    ({ kind, ids, state, isBulk }) => kind === 'move' && state === 'waiting' && !isBulk && deals.includes(ids[0]!),
  )

const MOST_QUESTIONS = 5

/** A move of several deals without those that lack a required field, and a move of each of these; or nothing. */
export function splitBy(change: Change, reason: unknown): Change[] | undefined {
  if (change.kind !== 'move' || !change.isBulk || !(reason instanceof ApiError) || reason.status !== 422) return
  const { ids, titles, seen, shown, body } = change
  const places = reason.fields.map(({ path }) => Number(/^deals\.(\d+)\./.exec(path)?.[1]))
  const lacking = new Set(places.filter((at) => ids[at] !== undefined))
  if (!lacking.size || lacking.size > MOST_QUESTIONS) return
  const only = (keep: (at: number) => boolean): Change => {
    const pick = <T>(all: T[]) => all.filter((_, at) => keep(at))
    return { ...change, ids: pick(ids), titles: pick(titles), seen: pick(seen), shown: pick(shown) }
  }
  const elsewhere = withoutNeighbour(body)
  const alone = [...lacking].map((at) => ({ ...only((each) => each === at), isBulk: false, body: elsewhere }))
  return lacking.size < ids.length ? [only((at) => !lacking.has(at)), ...alone] : alone
}
