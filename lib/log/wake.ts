import { forLog } from '@/db/errors'
import { listen, notify } from './notify'

const CHANNEL = 'penstock_changes'
/** Tenant ids per notification: a payload must stay under 8,000 bytes. */
const IDS_PER_NOTIFICATION = 200
/** Milliseconds between two notifications; tenants that were changed in between go together. */
const APART_MS = 10
/** Milliseconds between two polls, so that nothing depends on a notification arriving. */
const POLL_MS = 5_000

type Listener = () => void
type Waking = {
  self: string
  listeners: Map<string, Set<Listener>>
  pending: Set<string>
  announcing?: NodeJS.Timeout | undefined
  announcedAt: number
  poll?: NodeJS.Timeout
}

const shared = globalThis as typeof globalThis & { penstockWake?: Waking }
shared.penstockWake ??= { self: crypto.randomUUID(), listeners: new Map(), pending: new Set(), announcedAt: 0 }
const waking = shared.penstockWake

/** Tells all processes, this one first, that a tenant's log has grown. To be called after the commit. */
export function wake(tenantId: string) {
  waking.pending.add(tenantId)
  waking.announcing ??= setTimeout(announcePending, Math.max(0, waking.announcedAt + APART_MS - performance.now()))
}

async function announcePending() {
  const ids = [...waking.pending]
  waking.pending.clear()
  waking.announcing = undefined
  waking.announcedAt = performance.now()
  ids.forEach(call)
  try {
    for (let i = 0; i < ids.length; i += IDS_PER_NOTIFICATION)
      await notify(CHANNEL, [waking.self, ...ids.slice(i, i + IDS_PER_NOTIFICATION)].join(' '))
  } catch (error) {
    // The poll finds the changes; the write itself is already durable.
    console.error('Could not announce changes:', forLog(error))
  }
}

/** Calls `listener` whenever the tenant's log may have grown, until the returned function is called. */
export function subscribe(tenantId: string, listener: Listener) {
  const listeners = waking.listeners.get(tenantId) ?? new Set()
  listeners.add(listener)
  waking.listeners.set(tenantId, listeners)
  waking.poll ??= setInterval(callAll, POLL_MS).unref()
  listen(CHANNEL, hear, callAll)
  return () => {
    listeners.delete(listener)
    if (!listeners.size && waking.listeners.get(tenantId) === listeners) waking.listeners.delete(tenantId)
  }
}

function hear(payload: string) {
  const [sender, ...tenantIds] = payload.split(' ')
  if (sender !== waking.self) tenantIds.forEach(call)
}

const call = (tenantId: string) => {
  for (const listener of waking.listeners.get(tenantId) ?? []) listener()
}

const callAll = () => {
  for (const tenantId of waking.listeners.keys()) call(tenantId)
}
