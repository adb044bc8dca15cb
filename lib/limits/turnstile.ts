import { AppError } from '../errors'

type Line = { inside: number; waiting: (() => void)[] }

/**
 * Lets work in one after the other: at most `most` at once and `mostEach` of one tenant, in turns among the tenants that
 * wait. Who waits longer than `patienceMs` is turned away with unavailable; who has gone meanwhile is passed over.
 */
export function createTurnstile({
  most,
  mostEach,
  patienceMs,
}: {
  most: number
  mostEach: number
  patienceMs: number
}) {
  let inside = 0
  /** In the order in which they come next. */
  const lines = new Map<string, Line>()

  function admit() {
    for (const [tenantId, line] of lines) {
      if (inside === most) return
      if (line.inside === mostEach || !line.waiting.length) continue
      lines.delete(tenantId)
      lines.set(tenantId, line)
      line.inside++
      inside++
      line.waiting.shift()!()
    }
  }

  function enter(tenantId: string): Promise<void> {
    const line = lines.get(tenantId) ?? { inside: 0, waiting: [] }
    lines.set(tenantId, line)
    return new Promise((resolve, reject) => {
      const begin = () => {
        clearTimeout(patience)
        resolve()
      }
      const patience = setTimeout(() => {
        line.waiting.splice(line.waiting.indexOf(begin), 1)
        forgetIfEmpty(tenantId, line)
        reject(crowded())
      }, patienceMs)
      line.waiting.push(begin)
      admit()
    })
  }

  function leave(tenantId: string) {
    const line = lines.get(tenantId)!
    line.inside--
    inside--
    forgetIfEmpty(tenantId, line)
    admit()
  }

  function forgetIfEmpty(tenantId: string, { inside, waiting }: Line) {
    if (!inside && !waiting.length) lines.delete(tenantId)
  }

  return {
    async inTurn<T>(tenantId: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
      await enter(tenantId)
      try {
        if (signal.aborted) throw crowded()
        return await work()
      } finally {
        leave(tenantId)
      }
    },
  }
}

const crowded = () =>
  new AppError(
    'unavailable',
    'Much is being asked for at the moment, and this did not get its turn. Nothing was done; try again, or ask for less at once.',
    { headers: { 'retry-after': '2' } },
  )
