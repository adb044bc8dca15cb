import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { env } from '@/lib/env'
import { connectionOptions } from './connection.mjs'
import { forLog, isFull, unavailable } from './errors'

// Asks over a connection of its own whether the database answers: a frozen server still takes connections and never
// answers, and the driver waits for it without end.

/** Together with LOOK_AGAIN_MS less than the 5 s in which a request is answered. */
const PATIENCE_MS = 2_500
const TURN_MS = 100
const LOOK_AGAIN_MS = { there: 1_000, away: 250 }

type Watch = {
  connection?: postgres.Sql | undefined
  looking?: Promise<string | undefined> | undefined
  awaySince?: number | undefined
  failedAt: number
  isWatching: boolean
  losses: Set<() => void>
  returns: Set<() => void>
}

const shared = globalThis as typeof globalThis & { penstockWatch?: Watch }
shared.penstockWatch ??= { failedAt: -1, isWatching: false, losses: new Set(), returns: new Set() }
const watch = shared.penstockWatch

export const whenAway = (run: () => void) => watch.losses.add(run)

export const whenBack = (run: () => void) => watch.returns.add(run)

export const isDatabaseAway = () => watch.awaySince !== undefined

/** Throws unavailable while the database is known not to answer. */
export function requireDatabase() {
  if (!isDatabaseAway()) return
  noteFailure()
  throw unavailable()
}

export function noteFailure() {
  watch.failedAt = performance.now()
}

/** Whether any statement went unanswered since `moment`, in milliseconds of `performance.now()`. */
export const hasFailedSince = (moment: number) => watch.failedAt >= moment

export async function watchDatabase() {
  if (watch.isWatching) return
  watch.isWatching = true
  for (;;) {
    await lookAtDatabase()
    await sleep(isDatabaseAway() ? LOOK_AGAIN_MS.away : LOOK_AGAIN_MS.there, undefined, { ref: false })
  }
}

/** The server's version, or undefined within 3 s when it does not answer. Concurrent callers share one check. */
export function lookAtDatabase() {
  watch.looking ??= look().finally(() => {
    watch.looking = undefined
  })
  return watch.looking
}

async function look() {
  // A connection can end for its own reasons, so a second try goes over a new one.
  const version = await patiently(ask().catch(ask)).catch(note)
  if (version === undefined) lose()
  else recover()
  return version
}

async function ask() {
  watch.connection ??= connect()
  try {
    const [row] = await watch.connection<[{ version: string }]>`select current_setting('server_version') as version`
    return row.version
  } catch (error) {
    hangUp()
    // A server without a free connection does answer.
    if (!isFull(error)) throw error
    return 'unknown'
  }
}

function connect() {
  const { connection, ...place } = connectionOptions(env().DATABASE_URL)
  return postgres({
    ...place,
    max: 1,
    prepare: false,
    fetch_types: false,
    connect_timeout: PATIENCE_MS / 1000,
    backoff: () => 0,
    connection: { ...connection, application_name: 'penstock watch' },
    onnotice: () => {},
  })
}

/** The result of `work`, or undefined after PATIENCE_MS of event-loop turns: a slow process is no silent database. */
async function patiently<T>(work: Promise<T>): Promise<T | undefined> {
  let isOver = false
  const over = () => {
    isOver = true
  }
  const end = work.then(over, over)
  for (let waited = 0; !isOver && waited < PATIENCE_MS; waited += TURN_MS)
    await Promise.race([end, sleep(TURN_MS, undefined, { ref: false })])
  return isOver ? work : undefined
}

function note(error: unknown): undefined {
  if (!isDatabaseAway()) console.error('The database cannot be reached:', forLog(error))
}

function lose() {
  hangUp()
  if (isDatabaseAway()) return
  watch.awaySince = performance.now()
  console.error('The database does not answer. All that waits for it is refused until it does.')
  run(watch.losses)
  void watchDatabase()
}

function recover() {
  if (watch.awaySince === undefined) return
  const seconds = (performance.now() - watch.awaySince) / 1000
  watch.awaySince = undefined
  console.error(`The database answers again, after ${seconds.toFixed(1)} s.`)
  run(watch.returns)
}

function run(all: Set<() => void>) {
  const once = [...all]
  all.clear()
  for (const one of once) one()
}

function hangUp() {
  void watch.connection?.end({ timeout: 0 })
  watch.connection = undefined
}
