import type { BoardStage } from '@/lib/pipelines/schema'
import { nearestMinor, type Sums } from '@/lib/values/money'
import type { Totals } from './totals'

/** The most deals and the largest sums of a stage, in minor units. */
export type StageLimits = { count: number | null; sums: Sums }

type Limited = Pick<BoardStage, 'wipLimit' | 'wipAmount'>

export const stageLimitsOf = ({ wipLimit, wipAmount }: Limited, currency: string): StageLimits => ({
  count: wipLimit,
  sums: wipAmount === null ? {} : { [currency]: nearestMinor(wipAmount, currency) },
})

export const noLimits: StageLimits = { count: null, sums: {} }

export const isOverCount = ({ count }: Totals, limits: StageLimits) => limits.count !== null && count > limits.count

export const isOverSum = ({ sums }: Totals, limits: StageLimits) =>
  Object.entries(limits.sums).some(([currency, most]) => (sums[currency] ?? 0n) > most)
