import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { globalDb } from '@/db/client'
import { connectionOptions } from '@/db/connection.mjs'
import { forLog } from '@/db/errors'
import { statement } from '@/db/statement'
import { isDatabaseAway, whenAway, whenBack } from '@/db/watch'
import { env } from '../env'

const AGAIN_MS = 1_000

/** Longest payload in bytes; PostgreSQL takes less than 8,000. */
export const MAX_PAYLOAD = 7_900

type Channel = { hear: (payload: string) => void; onListening: () => void }
type Listening = { connection?: postgres.Sql | undefined; channels: Map<string, Channel> }

const shared = globalThis as typeof globalThis & { penstockListening?: Listening }
shared.penstockListening ??= { channels: new Map() }
const listening = shared.penstockListening

const send = statement(
  () => sql`select pg_notify(${sql.placeholder('channel')}, ${sql.placeholder('payload')})`,
  () => undefined,
)

export const notify = (channel: string, payload: string) => send(globalDb(), { channel, payload })

/**
 * Listens to a channel from now on; a second call does nothing. A process has one connection for all channels.
 * `onListening` runs after every (re)connect, as payloads in between are lost.
 */
export function listen(channel: string, hear: (payload: string) => void, onListening: () => void) {
  if (listening.channels.has(channel)) return
  listening.channels.set(channel, { hear, onListening })
  listenTo(channel)
}

function listenTo(channel: string) {
  const { hear, onListening } = listening.channels.get(channel)!
  listening.connection ??= connect()
  const { connection } = listening
  connection.listen(channel, hear, onListening).catch((error: unknown) => {
    if (listening.connection !== connection) return
    console.error(`Could not listen to ${channel}:`, forLog(error))
    // The driver would answer with the same failure from now on.
    listening.connection = undefined
    void connection.end({ timeout: 0 })
    if (isDatabaseAway()) whenBack(listenToAll)
    else setTimeout(listenToAll, AGAIN_MS).unref()
  })
}

const listenToAll = () => [...listening.channels.keys()].forEach(listenTo)

/** Opens the connection for LISTEN. The driver reconnects after a loss, but not when a server only stops answering. */
function connect() {
  const { connection: session, ...place } = connectionOptions(env().DATABASE_DIRECT_URL || env().DATABASE_URL)
  const connection = postgres({
    ...place,
    max: 1,
    connect_timeout: 5,
    backoff: () => 1,
    connection: { ...session, application_name: 'penstock listen' },
    onnotice: () => {},
  })
  whenAway(() => {
    void connection.end({ timeout: 0 })
    if (listening.connection !== connection) return
    listening.connection = undefined
    whenBack(listenToAll)
  })
  return connection
}
