import { setTimeout as sleep } from 'node:timers/promises'

/**
 * How long what was read of somebody's rights may be used again. Whoever takes rights away waits as long before saying
 * so: once they hear that the rights are gone, no process on any machine still goes by them.
 */
const LEASE_MS = 300

/** After the commit that takes or gives rights, before the answer. */
export const leasesOver = () => sleep(LEASE_MS)

type Lease<T> = { value: Promise<T | undefined>; until: number }

/** Reads once per key and lease, also for callers at the same time; what was not there is looked for again. */
export function leased<T>(read: (key: string) => Promise<T | undefined>) {
  const leases = new Map<string, Lease<T>>()

  return (key: string): Promise<T | undefined> => {
    const now = performance.now()
    const held = leases.get(key)
    if (held && held.until > now) return held.value
    leases.delete(key)
    dropExpired(leases, now)
    // From before the reading: what it finds may be a moment old when it is here.
    const lease = { value: read(key), until: now + LEASE_MS }
    leases.set(key, lease)
    const forget = () => leases.get(key) === lease && leases.delete(key)
    lease.value.then((value) => value ?? forget(), forget)
    return lease.value
  }
}

/** All last equally long, so the oldest stand first. */
function dropExpired(leases: Map<string, Lease<unknown>>, now: number) {
  for (const [key, { until }] of leases) {
    if (until > now) return
    leases.delete(key)
  }
}
