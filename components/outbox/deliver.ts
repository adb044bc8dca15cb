import { ApiError, api } from '@/components/api'
import { type Change, subjectsOf, withoutNeighbour } from './change'
import { isNeighbourGone } from './refusals'
import { requestOf } from './request'

/** A change with the key by which the server knows a repeated request. */
export type Entry = Change & {
  key: string
  /** When it was made; of two, the later one is greater. */
  at: number
  state: 'waiting' | 'sent' | 'stuck'
  /** Whether somebody else has changed something else of its deals meanwhile. */
  isOvertaken?: boolean
}

/** Whether a change waits for the network. */
export const isStuck = ({ state }: Entry) => state === 'stuck'

const PATIENCE_MS = { one: 10_000, many: 30_000 }
const LONGEST_PAUSE_MS = 15_000
const MOST_FAILURES = 3

/** Waits before a request is repeated: longer each time, and not beyond the return of the network. */
function pause(tries: number) {
  return new Promise<void>((resolve) => {
    const end = () => {
      removeEventListener('online', end)
      clearTimeout(timer)
      resolve()
    }
    const timer = setTimeout(end, Math.min(500 * 2 ** tries, LONGEST_PAUSE_MS))
    addEventListener('online', end)
  })
}

/**
 * Sends a change until the server answers, always under its key, so that it is made once; `onChange` hears when the entry
 * is not what it was. What somebody else has changed beside it is no conflict. Throws ApiError when it is refused.
 */
export async function deliver<Answer>(entry: Entry, onChange: () => void): Promise<Answer> {
  const become = (state: Entry['state']) => {
    entry.state = state
    onChange()
  }
  for (let tries = 0, failures = 0; ; tries++) {
    if (!navigator.onLine) {
      become('stuck')
      await pause(Number.POSITIVE_INFINITY)
    }
    try {
      const { path, ...request } = requestOf(entry)
      const patience = entry.isBulk ? PATIENCE_MS.many : PATIENCE_MS.one
      return await api<Answer>(path, { ...request, key: entry.key, patience })
    } catch (reason) {
      const isRefused = !(reason instanceof ApiError) || (reason.status === 500 && ++failures === MOST_FAILURES)
      if (!isRefused && isUnanswered(reason)) {
        become('stuck')
        await pause(tries)
      } else {
        // What is sent next is kept first, with its key.
        const isAmended = !isRefused && amend(entry, reason)
        become('sent')
        if (!isAmended) throw reason
      }
    }
  }
}

/** Whether the server has not said what became of a request. */
const isUnanswered = ({ status, code }: ApiError) =>
  status === 0 || status >= 500 || status === 429 || code === 'key_in_flight'

/** Changes a refused request so that it can succeed; false when it cannot. */
function amend(entry: Entry, reason: ApiError) {
  if (isNeighbourGone(reason)) {
    entry.body = withoutNeighbour(entry.body)
  } else if (isBesideIt(entry, reason)) {
    const now = new Map([reason.current].flat().map((deal) => [(deal as Written).id, (deal as Written).version]))
    entry.seen = entry.seen.map((version, i) => now.get(entry.ids[i]!) ?? version)
    entry.isOvertaken = true
  } else return false
  entry.key = newKey()
  return true
}

type Written = { id: string; version: number }

/** Whether others have changed something else of the deals meanwhile. */
function isBesideIt(entry: Entry, { status, changed }: ApiError) {
  if (status !== 412 || !changed || entry.kind === 'delete') return false
  const subjects = subjectsOf(entry)
  return !changed.some((field) => subjects.includes(field))
}

/** Random, and made by hand, as browsers have no `randomUUID` over plain HTTP. */
export const newKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
