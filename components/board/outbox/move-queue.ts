import { ApiError } from '@/components/api'
import type { Place } from '../store/projection'

type Job = { id: string; place: Place; order: number }

type Options = {
  /** Sends one move. Returns the new version of the deal. */
  send: (id: string, place: Place) => Promise<number>
  /** `last` is false when a newer move of the same deal is waiting. */
  onMoved: (id: string, version: number, last: boolean) => void
  onRefused: (id: string, place: Place, reason: unknown) => void
}

/** Sends moves, one per deal at a time and after its neighbour's; a newer move replaces the waiting one. */
export function createMoveQueue({ send, onMoved, onRefused }: Options) {
  const sent = new Map<string, Job>()
  const waiting = new Map<string, Job>()
  let order = 0

  function move(id: string, place: Place) {
    waiting.delete(id)
    waiting.set(id, { id, place, order: ++order })
    next()
  }

  function next() {
    for (const job of [...waiting.values()]) if (!sent.has(job.id) && !isBlocked(job)) start(job)
  }

  function isBlocked({ place, order }: Job) {
    const neighbour = place.beforeId ?? place.afterId ?? ''
    return [sent.get(neighbour), waiting.get(neighbour)].some((job) => job && job.order < order)
  }

  async function start(job: Job) {
    waiting.delete(job.id)
    sent.set(job.id, job)
    try {
      const version = await send(job.id, job.place)
      onMoved(job.id, version, !waiting.has(job.id))
    } catch (reason) {
      const newer = waiting.get(job.id)
      if (newer && isOfThePlace(reason)) return
      const place = newer?.place ?? job.place
      waiting.delete(job.id)
      onRefused(job.id, place, reason)
    } finally {
      sent.delete(job.id)
      next()
    }
  }

  return { move, has: (id: string) => sent.has(id) || waiting.has(id) }
}

/** Whether an error is about the place, so that a newer move may succeed. */
const isOfThePlace = (reason: unknown) => reason instanceof ApiError && reason.status === 422
