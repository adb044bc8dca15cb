import { fullness } from '@/lib/deals/moving/gates'
import type { BoardStage } from '@/lib/pipelines/schema'
import { nearestMinor, type Sums, toMinor } from '@/lib/values/money'
import type { BoardStore } from './board-store'
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

/** Why a stage at its hard limit takes no more of these deals, as the server says it; undefined where it takes them. */
export function refusalOf(store: BoardStore, stageId: string, ids: Iterable<string>, currency: string) {
  const stage = store.stages.find(({ id }) => id === stageId)
  if (!stage?.wipIsHard) return
  const { count, sums } = store.column(stageId).totals
  const coming = [...ids].flatMap((id) => store.card(id)?.card ?? []).filter((card) => card.stageId !== stageId)
  const minors = coming.map((card) => (card.currency === currency && toMinor(card.amount ?? 0, currency)) || 0)
  const minor = minors.reduce((sum, minor) => sum + BigInt(minor), 0n)
  const present = { deals: count, minor: sums[currency] ?? 0n }
  return fullness({ ...stage, currency }, present, { deals: coming.length, minor })
}
