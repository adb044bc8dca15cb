import { sql } from 'drizzle-orm'
import { globalDb, writeShared } from '@/db/client'
import { loginAttempts } from '@/db/schema/sessions'
import { AppError } from '../errors'
import { sha256 } from './tokens'

const WINDOW_MINUTES = 5
const PER_ACCOUNT = 10
/** Failed sign-ins of an address within a window: enough for an office behind one. */
const PER_ADDRESS = 300

/** Counts an attempt before the password is checked; `succeeded` takes it back. Throws too_many_requests. */
export async function countLoginAttempt(email: string, address: string) {
  const account = `account:${sha256(email)}`
  const from = `address:${address}`
  const counted = await writeShared(from, (db) =>
    db
      .insert(loginAttempts)
      .values([account, from].map((key) => ({ key, failures: 1, windowEndsAt: windowEnd })))
      .onConflictDoUpdate({
        target: loginAttempts.key,
        set: {
          failures: sql`case when ${loginAttempts.windowEndsAt} < now() then 1 else ${loginAttempts.failures} + 1 end`,
          windowEndsAt: sql`case when ${loginAttempts.windowEndsAt} < now() then ${windowEnd} else ${loginAttempts.windowEndsAt} end`,
        },
      })
      .returning({
        key: loginAttempts.key,
        failures: loginAttempts.failures,
        seconds: sql<number>`greatest(1, ceil(extract(epoch from ${loginAttempts.windowEndsAt} - clock_timestamp())))::int`,
      }),
  )
  const over = counted.find((row) => row.failures > (row.key === account ? PER_ACCOUNT : PER_ADDRESS))
  if (over)
    throw new AppError(
      'too_many_requests',
      `Too many sign-in attempts. Try again in ${Math.ceil(over.seconds / 60)} min.`,
      { headers: { 'retry-after': String(over.seconds) } },
    )
  return {
    // Locks the account before the address, as counting does: the other way round two sign-ins would block each other.
    succeeded: () =>
      writeShared(from, (db) =>
        db.execute(sql`
          update ${loginAttempts}
          set failures = case when key = ${account} then 0 else greatest(failures - 1, 0) end
          where key in (
            select key from ${loginAttempts} where key in (${account}, ${from}) order by key for update
          )`),
      ),
  }
}

export const forgetOldLoginAttempts = () =>
  globalDb().execute(sql`
    delete from ${loginAttempts} where key in (
      select key from ${loginAttempts} where window_ends_at < now() limit 100 for update skip locked
    )`)

const windowEnd = sql`now() + make_interval(mins => ${WINDOW_MINUTES})`

/** IP address of the client as the front server sends it; 'unknown' without one. */
export const clientAddress = (from: Headers) => from.get('x-client-address') ?? 'unknown'
