import { sql } from 'drizzle-orm'
import { deals } from '@/db/schema/deals'
import { currenciesByDecimals } from '@/lib/values/currencies'

const unusual = Object.entries(currenciesByDecimals)

/** Literals, not parameters, as only for those PostgreSQL hashes the list. */
const isAmong = (codes: string[]) => sql`${deals.currency} in (${sql.raw(codes.map((code) => `'${code}'`).join())})`

const factor = sql.join(
  unusual.map(([decimals, codes]) => sql`when ${isAmong(codes)} then ${sql.raw(String(10 ** Number(decimals)))}`),
  sql` `,
)

/**
 * SQL of a deal's amount in major units of its own currency, exact as float8 for the 15 digits that an amount has:
 * currencies are not converted, 1,000 yen stand beside 1,000 dollars.
 */
export const amount = sql`(${deals.amountMinor} / (case when ${isAmong(unusual.flatMap(([, codes]) => codes))}
  then case ${factor} end else 100 end)::float8)`
