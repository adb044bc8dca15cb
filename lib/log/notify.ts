import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { globalDb } from '@/db/client'
import { connectionOptions } from '@/db/connection.mjs'
import { forLog } from '@/db/errors'
import { statement } from '@/db/statement'
import { isDatabaseAway, whenAway, whenBack } from '@/db/watch'
import { env } from '../env'

const AGAIN_MS = 1_000

/** What PostgreSQL takes is 8,000 bytes. */
export const MAX_PAYLOAD = 7_900

type Channel = { hear: (payload: string) => void; onListening: () => void }
type Listening = { connection?: postgres.Sql | undefined; channels: Map<string, Channel> }

const held = globalThis as typeof globalThis & { penstockListening?: Listening }
held.penstockListening ??= { channels: new Map() }
const live = held.penstockListening

const send = statement(
  () => sql`select pg_notify(${sql.placeholder('channel')}, ${sql.placeholder('payload')})`,
  () => undefined,
)

/** To every process that listens, this one included. */
export const notify = (channel: string, payload: string) => send(globalDb(), { channel, payload })

/**
 * Listens from now on; asked again, it does nothing. One connection per process for all
 * channels, made with the first and kept. `onListening` runs after every (re)connect: what was said meanwhile went unheard.
 */
export function listen(channel: string, hear: (payload: string) => void, onListening: () => void) {
  if (live.channels.has(channel)) return
  live.channels.set(channel, { hear, onListening })
  listenTo(channel)
}

function listenTo(channel: string) {
  const { hear, onListening } = live.channels.get(channel)!
  live.connection ??= connect()
  const { connection } = live
  connection.listen(channel, hear, onListening).catch((error: unknown) => {
    if (live.connection !== connection) return
    console.error(`Could not listen to ${channel}:`, forLog(error))
    // The driver would answer with the same failure from now on.
    live.connection = undefined
    void connection.end({ timeout: 0 })
    if (isDatabaseAway()) whenBack(listenToAll)
    else setTimeout(listenToAll, AGAIN_MS).unref()
  })
}

const listenToAll = () => [...live.channels.keys()].forEach(listenTo)

/** The driver listens again by itself after a lost connection, but cannot know of a server that only stopped answering. */
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
    if (live.connection !== connection) return
    live.connection = undefined
    whenBack(listenToAll)
  })
  return connection
}
