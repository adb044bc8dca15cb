import { fullSum, shortSum, shownDeals } from '@/components/format'
import type { Sums } from '@/lib/values/money'
import { isOverSum, noLimits, type StageLimits } from '../store/stage-limits'
import type { Totals } from '../store/totals'

/** Totals as "$1.24M of $1M · weighted $430K · 3 without an amount"; closed stages have no weighted sum. */
export function totalsInWords({ sums, weighted, withoutAmount }: Totals, isOpen: boolean, limits = noLimits) {
  const parts = [inAll(sums, shortSum, limits)]
  if (isOpen && hasSums(weighted)) parts.push(`weighted ${inAll(weighted, shortSum)}`)
  if (withoutAmount && hasSums(sums)) parts.push(`${withoutAmount} without an amount`)
  return parts.filter(Boolean).join(' · ')
}

/** Totals to the cent, with what they leave out, on a line each. */
export function totalsInFullWords(totals: Totals, isOpen: boolean, limits = noLimits) {
  const { sums, weighted, withoutAmount, withoutProbability } = totals
  const lines = [inAll(sums, fullSum)]
  if (isOpen && hasSums(weighted)) lines.push(`Weighted by probability: ${inAll(weighted, fullSum)}`)
  if (withoutAmount) lines.push(`${shownDeals(withoutAmount)} without an amount`)
  if (isOpen && withoutProbability) lines.push(`${shownDeals(withoutProbability)} without a probability, not weighted`)
  if (isOverSum(totals, limits)) lines.push(`Over its limit of ${inAll(limits.sums, fullSum)}`)
  return lines.filter(Boolean).join('\n')
}

const hasSums = (sums: Sums) => Object.values(sums).some((sum) => sum > 0n)

function inAll(sums: Sums, write: (minor: bigint, currency: string) => string, limits: StageLimits = noLimits) {
  const words = Object.entries(sums).map(([currency, sum]) => {
    const most = limits.sums[currency]
    return write(sum, currency) + (most === undefined ? '' : ` of ${write(most, currency)}`)
  })
  return words.join(' + ')
}
