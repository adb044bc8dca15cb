import type { Sums } from '@/lib/money'
import { fullSum, shortSum } from '../format'
import type { Totals } from './totals'

/** "$1.24M · weighted $430K · 3 without an amount". What is won or lost has nothing to weigh. */
export function shortWords({ sums, weighted, withoutAmount }: Totals, isOpen: boolean) {
  const parts = [inAll(sums, shortSum)]
  if (isOpen && hasSums(weighted)) parts.push(`weighted ${inAll(weighted, shortSum)}`)
  if (withoutAmount && hasSums(sums)) parts.push(`${withoutAmount} without an amount`)
  return parts.filter(Boolean).join(' · ')
}

/** The same to the cent, and with all that was left out; a line for each. */
export function fullWords({ sums, weighted, withoutAmount, withoutProbability }: Totals, isOpen: boolean) {
  const lines = [inAll(sums, fullSum)]
  if (isOpen && hasSums(weighted)) lines.push(`Weighted by probability: ${inAll(weighted, fullSum)}`)
  if (withoutAmount) lines.push(`${deals(withoutAmount)} without an amount`)
  if (isOpen && withoutProbability) lines.push(`${deals(withoutProbability)} without a probability, not weighted`)
  return lines.filter(Boolean).join('\n')
}

const hasSums = (sums: Sums) => Object.values(sums).some((sum) => sum > 0n)

const inAll = (sums: Sums, write: (minor: bigint, currency: string) => string) =>
  Object.entries(sums)
    .map(([currency, sum]) => write(sum, currency))
    .join(' + ')

const deals = (count: number) => (count === 1 ? '1 deal' : `${count} deals`)
