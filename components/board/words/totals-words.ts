import { fullSum, shortSum, shownDeals } from '@/components/format'
import type { Sums } from '@/lib/values/money'
import { isOverSum, type Limits, noLimits } from '../store/stage-limits'
import type { Totals } from '../store/totals'

/** "$1.24M of $1M · weighted $430K · 3 without an amount". What is won or lost has nothing to weigh. */
export function shortWords({ sums, weighted, withoutAmount }: Totals, isOpen: boolean, limits = noLimits) {
  const parts = [inAll(sums, shortSum, limits)]
  if (isOpen && hasSums(weighted)) parts.push(`weighted ${inAll(weighted, shortSum)}`)
  if (withoutAmount && hasSums(sums)) parts.push(`${withoutAmount} without an amount`)
  return parts.filter(Boolean).join(' · ')
}

/** The same to the cent, and with all that was left out; a line for each. */
export function fullWords(totals: Totals, isOpen: boolean, limits = noLimits) {
  const { sums, weighted, withoutAmount, withoutProbability } = totals
  const lines = [inAll(sums, fullSum)]
  if (isOpen && hasSums(weighted)) lines.push(`Weighted by probability: ${inAll(weighted, fullSum)}`)
  if (withoutAmount) lines.push(`${shownDeals(withoutAmount)} without an amount`)
  if (isOpen && withoutProbability) lines.push(`${shownDeals(withoutProbability)} without a probability, not weighted`)
  if (isOverSum(totals, limits)) lines.push(`Over its limit of ${inAll(limits.sums, fullSum)}`)
  return lines.filter(Boolean).join('\n')
}

const hasSums = (sums: Sums) => Object.values(sums).some((sum) => sum > 0n)

function inAll(sums: Sums, write: (minor: bigint, currency: string) => string, limits: Limits = noLimits) {
  const words = Object.entries(sums).map(([currency, sum]) => {
    const most = limits.sums[currency]
    return write(sum, currency) + (most === undefined ? '' : ` of ${write(most, currency)}`)
  })
  return words.join(' + ')
}
