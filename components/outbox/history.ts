import { createObservable } from '@/components/observable'
import type { Done } from './change'

const MOST = 50

export type History = { done: readonly Done[]; undone: readonly Done[] }

/** Own changes, the newest last: those that can be taken back, and those that can be done again. */
export function createHistory() {
  const state = createObservable<History>({ done: [], undone: [] })
  const without = (all: readonly Done[], gone: Done) => all.filter((each) => each !== gone)
  const change = (work: (now: History) => History) => state.set(work(state.get()))

  return {
    state,
    has: (done: Done) => Object.values(state.get()).some((all) => all.includes(done)),
    restore: (history: History) => state.set(history),
    /** Notes a new change, after those that were made before it; what was taken back before cannot be done again. */
    note: (done: Done) =>
      change((now) => ({ done: [...now.done, done].toSorted((a, b) => a.at - b.at).slice(-MOST), undone: [] })),
    /** Takes a change out, for the server to say what becomes of it. */
    take: (done: Done) => change((now) => ({ done: without(now.done, done), undone: without(now.undone, done) })),
    /** Puts back a change that was taken back or done again. */
    put: (to: keyof History, done: Done) => change((now) => ({ ...now, [to]: [...now[to], done] })),
  }
}
