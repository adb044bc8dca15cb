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

export const addTotals = (all: Totals[]): Totals =>
  all.reduce(
    (a, b) => ({
      count: a.count + b.count,
      withoutAmount: a.withoutAmount + b.withoutAmount,
      withoutProbability: a.withoutProbability + b.withoutProbability,
      sums: plus(a.sums, b.sums),
      weighted: plus(a.weighted, b.weighted),
    }),
    noTotals,
  )

export const withDeal = (totals: Totals, deal: Valued, stage: Rated) => changed(totals, deal, stage, 1)

export const withoutDeal = (totals: Totals, deal: Valued, stage: Rated) => changed(totals, deal, stage, -1)

function changed(totals: Totals, { amount, currency, ...deal }: Valued, stage: Rated, by: 1 | -1): Totals {
  const count = Math.max(0, totals.count + by)
  const minor = amount === null ? undefined : toMinor(amount, currency)
  if (minor === undefined) return { ...totals, count, withoutAmount: Math.max(0, totals.withoutAmount + by) }
  const sums = plus(totals.sums, { [currency]: BigInt(by * minor) })
  const percent = (stage.kind === 'open' ? deal.probability : null) ?? percentOf(stage)
  if (percent === null)
    return { ...totals, count, sums, withoutProbability: Math.max(0, totals.withoutProbability + by) }
  const weight = BigInt(by) * ((BigInt(minor) * BigInt(percent) + 50n) / 100n)
  const weighted = plus(totals.weighted, { [currency]: weight })
  return { ...totals, count, sums, weighted }
}

/** The sums of both, without currencies that come to nothing. */
function plus(a: Sums, b: Sums): Sums {
  const sums = { ...a }
  for (const [currency, minor] of Object.entries(b)) {
    sums[currency] = (sums[currency] ?? 0n) + minor
    if (sums[currency] <= 0n) delete sums[currency]
  }
  return sums
}
