import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { globalDb } from '@/db/client'
import { connectionOptions } from '@/db/connection.mjs'
import { forLog } from '@/db/errors'
import { statement } from '@/db/statement'
import { env } from './env'

/** What PostgreSQL takes is 8,000 bytes. */
export const MAX_PAYLOAD = 7_900

type Listening = { connection?: postgres.Sql | undefined; channels: Set<string> }

const held = globalThis as typeof globalThis & { penstockListening?: Listening }
held.penstockListening ??= { channels: new Set() }
const live = held.penstockListening

const send = statement(
  () => sql`select pg_notify(${sql.placeholder('channel')}, ${sql.placeholder('payload')})`,
  () => undefined,
)

/** To every process that listens, this one included. */
export const notify = (channel: string, payload: string) => send(globalDb(), { channel, payload })

/**
 * Listens from now on; asked again, it does nothing unless listening had failed. One connection per process for all
 * channels, made with the first and kept. `onListening` runs after every (re)connect: what was said meanwhile went unheard.
 */
export function listen(channel: string, hear: (payload: string) => void, onListening: () => void) {
  if (live.channels.has(channel)) return
  live.channels.add(channel)
  live.connection ??= postgres({
    ...connectionOptions(env().DATABASE_DIRECT_URL || env().DATABASE_URL),
    max: 1,
    onnotice: () => {},
  })
  live.connection.listen(channel, hear, onListening).catch((error: unknown) => {
    console.error(`Could not listen to ${channel}:`, forLog(error))
    live.channels.delete(channel)
    live.connection = undefined
  })
}
