import { forLog } from '@/db/errors'
import { listen, notify } from './notify'

const CHANNEL = 'penstock_changes'
/** Tenant ids per notification: a payload must stay under 8,000 bytes. */
const IDS_PER_NOTIFICATION = 200
/** The first is announced at once; what follows on its heels goes together. */
const APART_MS = 10
/** Nothing depends on a notification arriving: every listener looks again this often by itself. */
const POLL_MS = 5_000

type Listener = () => void
type Waking = {
  /** Tells our own announcements from those of others. */
  self: string
  listeners: Map<string, Set<Listener>>
  pending: Set<string>
  announcing?: NodeJS.Timeout | undefined
  announcedAt: number
  poll?: NodeJS.Timeout
}

const held = globalThis as typeof globalThis & { penstockWake?: Waking }
held.penstockWake ??= { self: crypto.randomUUID(), listeners: new Map(), pending: new Set(), announcedAt: 0 }
const live = held.penstockWake

/** Tells this process and, by way of the database, all others that a tenant's log has grown. Called after the commit. */
export function wake(tenantId: string) {
  live.pending.add(tenantId)
  live.announcing ??= setTimeout(announcePending, Math.max(0, live.announcedAt + APART_MS - performance.now()))
}

async function announcePending() {
  const ids = [...live.pending]
  live.pending.clear()
  live.announcing = undefined
  live.announcedAt = performance.now()
  ids.forEach(call)
  try {
    for (let i = 0; i < ids.length; i += IDS_PER_NOTIFICATION)
      await notify(CHANNEL, [live.self, ...ids.slice(i, i + IDS_PER_NOTIFICATION)].join(' '))
  } catch (error) {
    // The poll finds the changes; the write itself is already durable.
    console.error('Could not announce changes:', forLog(error))
  }
}

/** Calls `listener` whenever the tenant's log may have grown, also without reason. Returns the way to stop. */
export function subscribe(tenantId: string, listener: Listener) {
  const listeners = live.listeners.get(tenantId) ?? new Set()
  listeners.add(listener)
  live.listeners.set(tenantId, listeners)
  live.poll ??= setInterval(callAll, POLL_MS).unref()
  listen(CHANNEL, hear, callAll)
  return () => {
    listeners.delete(listener)
    if (!listeners.size && live.listeners.get(tenantId) === listeners) live.listeners.delete(tenantId)
  }
}

function hear(payload: string) {
  const [sender, ...tenantIds] = payload.split(' ')
  if (sender !== live.self) tenantIds.forEach(call)
}

const call = (tenantId: string) => {
  for (const listener of live.listeners.get(tenantId) ?? []) listener()
}

const callAll = () => {
  for (const tenantId of live.listeners.keys()) call(tenantId)
}
