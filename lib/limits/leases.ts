import { sql } from 'drizzle-orm'
import { globalDb } from '@/db/client'
import { budgets } from '@/db/schema'
import { statement } from '@/db/statement'

export type Lease = {
  /** May be used by this process. */
  granted: number
  /** Left for others of what the window holds. */
  rest: number
  endsInMs: number
}

export const WINDOW_SECONDS = 60

const held = sql.placeholder
const seconds = sql.raw(String(WINDOW_SECONDS))

/** Of the key, in seconds, so that the windows of all do not begin in the same moment. */
const shifted = sql`extract(epoch from now()) + abs(hashtext(${held('key')})::bigint) % ${seconds}`

const take = statement(
  () => sql`insert into ${budgets} as held (key, "window", taken)
    values (${held('key')}, floor((${shifted}) / ${seconds}), ${held('share')}::bigint)
    on conflict (key) do update set
      taken = case when held."window" < excluded."window" then 0 else held.taken end + excluded.taken,
      "window" = greatest(held."window", excluded."window")
    returning taken, ((("window" + 1) * ${seconds} - (${shifted})) * 1000)::float8`,
  ([taken, endsInMs]) => ({ taken: Number(taken), endsInMs: endsInMs as number }),
)

/**
 * Takes a share of what the running window of a key holds for all processes on all machines. What was taken is never
 * given back, so that no two of them can use the same.
 */
export async function leaseShare(key: string, share: number, limit: number): Promise<Lease> {
  const [row] = await take(globalDb(), { key, share })
  const { taken, endsInMs } = row!
  const before = taken - share
  return { granted: Math.max(0, Math.min(share, limit - before)), rest: Math.max(0, limit - taken), endsInMs }
}

/** The rows of people who are gone would pile up for ever. */
export const forgetOldBudgets = () =>
  globalDb().execute(sql`
    delete from ${budgets} where key in (
      select key from ${budgets} where "window" < floor(extract(epoch from now()) / ${seconds}) - 1
      limit 100 for update skip locked
    )`)
