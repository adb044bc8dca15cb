type Line = { inside: number; waiting: (() => void)[] }
type Options = {
  most: number
  mostEach: number
  patienceMs: number
  /** Milliseconds that a tenant waits after work of its own that took `tookMs`. */
  restMs?: (tookMs: number) => number
}

const WAITED_TOO_LONG = 'WAITED_TOO_LONG'

// A code instead of a class: turns are shared by all parts of a build, each of which has a copy of every class.
const waitedTooLong = () => Object.assign(new Error('It did not get its turn.'), { code: WAITED_TOO_LONG })

export const isTurnedAway = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === WAITED_TOO_LONG

/**
 * Lets at most `most` pieces of work run at once and `mostEach` of one tenant, by turns among the tenants that wait.
 * Work that waited for longer than `patienceMs` fails and never runs; see `isTurnedAway`.
 */
export function createTurns({ most, mostEach, patienceMs, restMs }: Options) {
  let inside = 0
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
        reject(waitedTooLong())
      }, patienceMs)
      line.waiting.push(begin)
      admit()
    })
  }

  function leave(tenantId: string, tookMs: number) {
    const line = lines.get(tenantId)!
    const makeRoom = () => {
      line.inside--
      forgetIfEmpty(tenantId, line)
      admit()
    }
    inside--
    if (!restMs) return makeRoom()
    setTimeout(makeRoom, restMs(tookMs)).unref()
    admit()
  }

  function forgetIfEmpty(tenantId: string, { inside, waiting }: Line) {
    if (!inside && !waiting.length) lines.delete(tenantId)
  }

  return async function inTurn<T>(tenantId: string, work: (waitedMs: number) => Promise<T>): Promise<T> {
    const came = performance.now()
    await enter(tenantId)
    const began = performance.now()
    try {
      return await work(began - came)
    } finally {
      leave(tenantId, performance.now() - began)
    }
  }
}
