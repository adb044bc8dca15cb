import { currencyDecimals, toMinor } from '@/lib/money'

/**
 * What people write as an amount, "12,400.50", "12 400.50" or "12400,50", as the plain decimal the server takes. Empty
 * stays empty; undefined is no amount in this currency.
 */
export function plainAmount(typed: string, currency: string) {
  const dense = typed.replace(/[\s'’_]/g, '').replace(/^\p{Sc}/u, '')
  const plain = /^\d+,\d{1,2}$/.test(dense) ? dense.replace(',', '.') : dense.replace(/,(?=\d{3}(\D|$))/g, '')
  if (!plain) return ''
  return toMinor(plain, currency) === undefined ? undefined : plain
}

/** An amount as it stands in a field to be edited: "12,400.50". */
export const shownAmount = (amount: number, currency: string) =>
  amount.toLocaleString('en', { minimumFractionDigits: currencyDecimals(currency), maximumFractionDigits: 4 })
