import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Milliseconds for which rights that were read may be used again. Whoever changes rights waits as long before
 * answering, so that then no process on any machine still goes by the old ones.
 */
const LEASE_MS = 300

/** To await between a commit that changes rights and the answer: no lease from before is left then. */
export const leasesOver = () => sleep(LEASE_MS)

type Lease<T> = { value: Promise<T | undefined>; until: number }

/** Caches `read` by key for LEASE_MS, also for concurrent callers; missing values are not cached. */
export function leased<T>(read: (key: string) => Promise<T | undefined>) {
  const leases = new Map<string, Lease<T>>()

  return (key: string): Promise<T | undefined> => {
    const now = performance.now()
    const current = leases.get(key)
    if (current && current.until > now) return current.value
    leases.delete(key)
    dropExpired(leases, now)
    // The lease runs from before the read, whose result may be old when it arrives.
    const lease = { value: read(key), until: now + LEASE_MS }
    leases.set(key, lease)
    const forget = () => leases.get(key) === lease && leases.delete(key)
    lease.value.then((value) => value ?? forget(), forget)
    return lease.value
  }
}

/** Deletes expired leases, which are the first in the map, as all last equally long. */
function dropExpired(leases: Map<string, Lease<unknown>>, now: number) {
  for (const [key, { until }] of leases) {
    if (until > now) return
    leases.delete(key)
  }
}
