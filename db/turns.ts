import { waitedTooLong } from './errors'

type Waiting = { key: string; begin: () => void }
type InTurn = <T>(key: string, work: (waitedMs: number) => Promise<T>) => Promise<T>

/**
 * Runs so many at once, of one key at most half, so that one tenant leaves room for the others. What has waited for
 * longer than `patienceMs` fails and never runs.
 */
export function createTurns({ atOnce, patienceMs }: { atOnce: number; patienceMs: number }): InTurn {
  const ofOneKey = Math.ceil(atOnce / 2)
  const running = new Map<string, number>()
  const waiting = new Set<Waiting>()
  let all = 0

  const hasRoom = (key: string) => all < atOnce && (running.get(key) ?? 0) < ofOneKey

  function begin(key: string) {
    all++
    running.set(key, (running.get(key) ?? 0) + 1)
  }

  function end(key: string) {
    all--
    const left = running.get(key)! - 1
    if (left) running.set(key, left)
    else running.delete(key)
    for (const next of waiting) if (hasRoom(next.key)) next.begin()
  }

  const waitFor = (key: string) =>
    new Promise<void>((resolve, reject) => {
      const own = {
        key,
        begin() {
          clearTimeout(late)
          waiting.delete(own)
          begin(key)
          resolve()
        },
      }
      const late = setTimeout(() => {
        waiting.delete(own)
        reject(waitedTooLong())
      }, patienceMs)
      waiting.add(own)
    })

  return async (key, work) => {
    const came = performance.now()
    if (hasRoom(key)) begin(key)
    else await waitFor(key)
    try {
      return await work(performance.now() - came)
    } finally {
      end(key)
    }
  }
}
