import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { globalDb } from '@/db/client'
import { forLog } from '@/db/errors'
import { statement } from '@/db/statement'
import { env } from './env'

const CHANNEL = 'penstock_changes'
/** Tenant ids per notification: a payload must stay under 8,000 bytes. */
const IDS_PER_NOTIFICATION = 200
const COALESCE_MS = 10
/** Nothing depends on a notification arriving: every listener looks again this often by itself. */
const POLL_MS = 5_000

type Listener = () => void
type Waking = {
  listeners: Map<string, Set<Listener>>
  pending: Set<string>
  connection?: postgres.Sql
  poll?: NodeJS.Timeout
}

const held = globalThis as typeof globalThis & { penstockWake?: Waking }
held.penstockWake ??= { listeners: new Map(), pending: new Set() }
const live = held.penstockWake

/** Tells every process that a tenant's log has grown. Called after the commit; calls within 10 ms share one statement. */
export function wake(tenantId: string) {
  if (!live.pending.size) setTimeout(notify, COALESCE_MS)
  live.pending.add(tenantId)
}

const announce = statement(
  () => sql`select pg_notify(${CHANNEL}, ${sql.placeholder('payload')})`,
  () => undefined,
)

async function notify() {
  const ids = [...live.pending]
  live.pending.clear()
  try {
    for (let i = 0; i < ids.length; i += IDS_PER_NOTIFICATION)
      await announce(globalDb(), { payload: ids.slice(i, i + IDS_PER_NOTIFICATION).join(' ') })
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
  listen()
  return () => {
    listeners.delete(listener)
    if (!listeners.size && live.listeners.get(tenantId) === listeners) live.listeners.delete(tenantId)
  }
}

/** One connection per process for all streams, made with the first and kept. */
function listen() {
  live.poll ??= setInterval(callAll, POLL_MS).unref()
  if (live.connection) return
  live.connection = postgres(env().DATABASE_DIRECT_URL ?? env().DATABASE_URL, { max: 1, onnotice: () => {} })
  // The second callback runs after every (re)connect: what was announced meanwhile went unheard.
  live.connection
    .listen(CHANNEL, (payload) => payload.split(' ').forEach(call), callAll)
    .catch((error: unknown) => {
      console.error('Could not listen for changes:', forLog(error))
      live.connection = undefined
    })
}

const call = (tenantId: string) => {
  for (const listener of live.listeners.get(tenantId) ?? []) listener()
}

const callAll = () => {
  for (const tenantId of live.listeners.keys()) call(tenantId)
}
