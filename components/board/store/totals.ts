import { percentOf } from '@/lib/board/board-format'
import type { Card, ColumnTotals } from '@/lib/board/schema'
import type { BoardStage } from '@/lib/pipelines/schema'
import { currencyDecimals } from '@/lib/values/currencies'
import { type Sums, toMinor } from '@/lib/values/money'

/** The totals of a stage's deals, loaded or not. Sums in minor units, by currency. */
export type Totals = {
  count: number
  /** The number of deals in no sum. */
  withoutAmount: number
  /** The number of deals with an amount but in no weighted sum. */
  withoutProbability: number
  sums: Sums
  /** The sums of amounts times probability, in minor units. */
  weighted: Sums
}

type Valued = Pick<Card, 'amount' | 'currency' | 'probability'>
type Rated = Pick<BoardStage, 'kind' | 'probability'>

export const noTotals: Totals = { count: 0, withoutAmount: 0, withoutProbability: 0, sums: {}, weighted: {} }

export function readTotals({ count, withoutAmount, withoutProbability, sums }: ColumnTotals): Totals {
  const read = (of: 'amount' | 'weighted') =>
    Object.fromEntries(sums.map((sum) => [sum.currency, minorOf(sum[of], sum.currency)]))
  return { count, withoutAmount, withoutProbability, sums: read('amount'), weighted: read('weighted') }
}

/** The amount in minor units, as a BigInt since a sum can exceed 15 digits. */
function minorOf(amount: string, currency: string) {
  const [whole = '0', fraction = ''] = amount.split('.')
  return BigInt(whole + fraction.padEnd(currencyDecimals(currency), '0'))
}

export const addTotals = (all: Totals[]) => all.reduce((sum, each) => sumOf(sum, each), noTotals)

export const withDeal = (totals: Totals, deal: Valued, stage: Rated) => sumOf(totals, totalsOf(deal, stage))

export const withoutDeal = (totals: Totals, deal: Valued, stage: Rated) => sumOf(totals, totalsOf(deal, stage), -1)

/** The totals of one deal. */
function totalsOf({ amount, currency, ...deal }: Valued, stage: Rated): Totals {
  const minor = amount === null ? undefined : toMinor(amount, currency)
  if (minor === undefined) return { ...noTotals, count: 1, withoutAmount: 1 }
  const valued = { ...noTotals, count: 1, sums: { [currency]: BigInt(minor) } }
  const percent = (stage.kind === 'open' ? deal.probability : null) ?? percentOf(stage)
  if (percent === null) return { ...valued, withoutProbability: 1 }
  return { ...valued, weighted: { [currency]: (BigInt(minor) * BigInt(percent) + 50n) / 100n } }
}

const sumOf = (a: Totals, b: Totals, sign: 1 | -1 = 1): Totals => ({
  count: Math.max(0, a.count + sign * b.count),
  withoutAmount: Math.max(0, a.withoutAmount + sign * b.withoutAmount),
  withoutProbability: Math.max(0, a.withoutProbability + sign * b.withoutProbability),
  sums: plus(a.sums, b.sums, sign),
  weighted: plus(a.weighted, b.weighted, sign),
})

/** The sums of both, without currencies that come to nothing. */
function plus(a: Sums, b: Sums, sign: 1 | -1): Sums {
  const sums = { ...a }
  for (const [currency, minor] of Object.entries(b)) {
    sums[currency] = (sums[currency] ?? 0n) + BigInt(sign) * minor
    if (sums[currency] <= 0n) delete sums[currency]
  }
  return sums
}
