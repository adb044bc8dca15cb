import { sql } from 'drizzle-orm'
import { globalDb } from '@/db/client'
import { forLog } from '@/db/errors'
import { idempotencyKeys as keys } from '@/db/schema/idempotency-keys'

const LIFE = sql.raw(`interval '24 hours'`)
const EACH_MS = 60_000
/** Keys that one statement deletes, so that none runs for long. */
const PORTION = 1_000

/** SQL of whether a key counts no longer. */
export const isOver = sql`${keys.createdAt} < now() - ${LIFE}`

const shared = globalThis as typeof globalThis & { penstockKeys?: NodeJS.Timeout }

/** Deletes keys that are over, each minute from the first call on. */
export function forgetEachMinute() {
  shared.penstockKeys ??= setInterval(
    () => forgetOldKeys().catch((error) => console.error('Could not delete old keys:', forLog(error))),
    EACH_MS,
  ).unref()
}

export async function forgetOldKeys() {
  for (let deleted = PORTION; deleted === PORTION; ) {
    const { count } = await globalDb().execute(sql`
      delete from ${keys} where ctid = any(array(
        select ctid from ${keys} where ${isOver} limit ${PORTION} for update skip locked))`)
    deleted = count
  }
}
