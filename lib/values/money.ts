import { currencyDecimals } from './currencies'

/** Longest amount as text: trimming zeros takes time with the square of the length. */
const MAX_TEXT = 40

/**
 * Minor units of an amount in major units, a number or a plain decimal string. Undefined when it is no amount, has more
 * decimals than the currency, or more than 15 digits in minor units.
 */
export function toMinor(amount: number | string, currency: string): number | undefined {
  const text = String(amount)
  if (text.length > MAX_TEXT) return
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text)
  if (!match) return
  const decimals = currencyDecimals(currency)
  const fraction = (match[2] ?? '').replace(/0+$/, '')
  if (fraction.length > decimals) return
  const digits = (match[1] + fraction.padEnd(decimals, '0')).replace(/^0+(?=\d)/, '')
  return digits.length > 15 ? undefined : Number(digits)
}

/** Minor units of an amount in major units, rounded: for limits, which need not be exact. */
export const nearestMinor = (amount: number, currency: string) =>
  BigInt(Math.round(amount * 10 ** currencyDecimals(currency)))

/** Decimal string in major units of an amount in minor units, exact at any size: (1050n, 'USD') is "10.50". */
export function toMajor(minor: number | bigint | string, currency: string): string {
  const decimals = currencyDecimals(currency)
  const digits = String(minor).padStart(decimals + 1, '0')
  return decimals ? `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}` : digits
}

/** An amount in minor units as answers have it: a number in major units; null is none. */
export const amountOf = (minor: number | null, currency: string) =>
  minor === null ? null : Number(toMajor(minor, currency))

export type Sums = Record<string, bigint>
