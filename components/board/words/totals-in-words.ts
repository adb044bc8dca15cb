import { fullSum, shortSum, shownDeals } from '@/components/format'
import type { Sums } from '@/lib/values/money'
import { isOverSum, noLimits, type StageLimits } from '../store/stage-limits'
import type { Totals } from '../store/totals'

/** What a line of totals needs to know; `home` is the pipeline's currency, which is said first and short. */
export type Terms = { isOpen: boolean; home: string; limits?: StageLimits }

/** Totals as "$1.24M of $1M · weighted $430K · 3 without an amount"; closed stages have no weighted sum. */
export function totalsInWords({ sums, weighted, withoutAmount }: Totals, { isOpen, home, limits = noLimits }: Terms) {
  const parts = [inAll(sums, home, shortSum, limits)]
  if (isOpen && hasSums(weighted)) parts.push(`weighted ${inAll(weighted, home, shortSum)}`)
  if (withoutAmount && hasSums(sums)) parts.push(`${withoutAmount} without an amount`)
  return parts.filter(Boolean).join(' · ')
}

/** Totals to the cent, with what they leave out, on a line each. */
export function totalsInFullWords(totals: Totals, { isOpen, home, limits = noLimits }: Terms) {
  const { sums, weighted, withoutAmount, withoutProbability } = totals
  const lines = [inAll(sums, home, fullSum)]
  if (isOpen && hasSums(weighted)) lines.push(`Weighted by probability: ${inAll(weighted, home, fullSum)}`)
  if (withoutAmount) lines.push(`${shownDeals(withoutAmount)} without an amount`)
  if (isOpen && withoutProbability) lines.push(`${shownDeals(withoutProbability)} without a probability, not weighted`)
  if (isOverSum(totals, limits)) lines.push(`Over its limit of ${inAll(limits.sums, home, fullSum)}`)
  return lines.filter(Boolean).join('\n')
}

const hasSums = (sums: Sums) => Object.values(sums).some((sum) => sum > 0n)

/** Sums by currency, that of the pipeline first; never added up. */
function inAll(sums: Sums, home: string, write: typeof fullSum, limits: StageLimits = noLimits) {
  const { [home]: own, ...others } = sums
  const ordered = own === undefined ? others : { [home]: own, ...others }
  const words = Object.entries(ordered).map(([currency, sum]) => {
    const most = limits.sums[currency]
    return write(sum, currency, home) + (most === undefined ? '' : ` of ${write(most, currency, home)}`)
  })
  return words.join(' + ')
}
