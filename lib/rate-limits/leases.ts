import { sql } from 'drizzle-orm'
import { globalDb } from '@/db/client'
import { budgets } from '@/db/schema/budgets'
import { statement } from '@/db/statement'

export type Lease = {
  granted: number
  /** Units left for others in this window. */
  rest: number
  endsInMs: number
}

export const WINDOW_SECONDS = 60

const param = sql.placeholder
const seconds = sql.raw(String(WINDOW_SECONDS))

/** Seconds since 1970, shifted by the key so that not all windows begin at the same moment. */
const shifted = sql`extract(epoch from now()) + abs(hashtext(${param('key')})::bigint) % ${seconds}`

const take = statement(
  () => sql`insert into ${budgets} as budget (key, "window", taken)
    values (${param('key')}, floor((${shifted}) / ${seconds}), ${param('share')}::bigint)
    on conflict (key) do update set
      taken = case when budget."window" < excluded."window" then 0 else budget.taken end + excluded.taken,
      "window" = greatest(budget."window", excluded."window")
    returning taken, ((("window" + 1) * ${seconds} - (${shifted})) * 1000)::float8`,
  ([taken, endsInMs]) => ({ taken: Number(taken), endsInMs: endsInMs as number }),
)

/** Takes a share of a key's budget in this window for this process alone; it is never given back. */
export async function leaseShare(key: string, share: number, limit: number): Promise<Lease> {
  const [row] = await take(globalDb(), { key, share })
  const { taken, endsInMs } = row!
  const before = taken - share
  return { granted: Math.max(0, Math.min(share, limit - before)), rest: Math.max(0, limit - taken), endsInMs }
}

export const forgetOldBudgets = () =>
  globalDb().execute(sql`
    delete from ${budgets} where key in (
      select key from ${budgets} where "window" < floor(extract(epoch from now()) / ${seconds}) - 1
      limit 100 for update skip locked
    )`)
