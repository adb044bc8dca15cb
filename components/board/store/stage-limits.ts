import type { BoardStage } from '@/lib/board/schema'
import { nearestMinor, type Sums } from '@/lib/values/money'
import type { Totals } from './totals'

/** What a stage is meant to hold at most. Sums in minor units. */
export type Limits = { count: number | null; sums: Sums }

type Limited = Pick<BoardStage, 'wipLimit' | 'wipAmount'>

export const limitsOf = ({ wipLimit, wipAmount }: Limited, currency: string): Limits => ({
  count: wipLimit,
  sums: wipAmount === null ? {} : { [currency]: nearestMinor(wipAmount, currency) },
})

/** A filter shows some of the deals, and limits are about all. */
export const noLimits: Limits = { count: null, sums: {} }

export const isOverCount = ({ count }: Totals, limits: Limits) => limits.count !== null && count > limits.count

export const isOverSum = ({ sums }: Totals, limits: Limits) =>
  Object.entries(limits.sums).some(([currency, most]) => (sums[currency] ?? 0n) > most)
