import type { Card, ColumnTotals } from '@/lib/board/schema'
import { currencyDecimals, type Sums, toMinor } from '@/lib/money'

/** What a column's header says: every deal of the stage, loaded or not. Sums in minor units, in the order shown. */
export type Totals = { count: number; sums: Sums }

type Valued = Pick<Card, 'amount' | 'currency'>

export const noTotals: Totals = { count: 0, sums: {} }

export function readTotals({ count, sums }: ColumnTotals): Totals {
  return { count, sums: Object.fromEntries(sums.map((sum) => [sum.currency, minorOf(sum.amount, sum.currency)])) }
}

/** A sum may pass the 15 digits of a single amount. */
function minorOf(amount: string, currency: string) {
  const [whole = '0', fraction = ''] = amount.split('.')
  return BigInt(whole + fraction.padEnd(currencyDecimals(currency), '0'))
}

export const withDeal = (totals: Totals, deal: Valued) => changed(totals, deal, 1)

export const withoutDeal = (totals: Totals, deal: Valued) => changed(totals, deal, -1)

function changed({ count, sums }: Totals, { amount, currency }: Valued, by: 1 | -1): Totals {
  const next = { count: Math.max(0, count + by), sums }
  const minor = amount === null ? undefined : toMinor(amount, currency)
  if (minor === undefined) return next
  const sum = (sums[currency] ?? 0n) + BigInt(by * minor)
  next.sums = { ...sums, [currency]: sum }
  if (sum <= 0n) delete next.sums[currency]
  return next
}
