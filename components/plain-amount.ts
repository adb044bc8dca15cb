import { currencyDecimals } from '@/lib/values/currencies'
import { toMinor } from '@/lib/values/money'

/**
 * Reads an amount such as "12,400.50", "12 400.50", "12400,50" or "12.4k" as a plain decimal. Empty stays empty;
 * undefined is no amount in this currency.
 */
export function plainAmount(typed: string, currency: string) {
  const dense = typed.replace(/[\s'’_]/g, '').replace(/^\p{Sc}/u, '')
  const [, figure = dense, unit] = /^(.*\d)([km])$/i.exec(dense) ?? []
  const plain = inUnits(separated(figure), unit)
  if (!plain) return ''
  return toMinor(plain, currency) === undefined ? undefined : plain
}

const separated = (dense: string) =>
  /^\d+,\d{1,2}$/.test(dense) ? dense.replace(',', '.') : dense.replace(/,(?=\d{3}(\D|$))/g, '')

/** The figure times its unit, by moving the point, as a product would not be exact. */
function inUnits(plain: string, unit = '') {
  const by = { k: 3, m: 6 }[unit.toLowerCase()] ?? 0
  const [whole = '', fraction = ''] = plain.split('.')
  if (!by || !/^\d*\.?\d*$/.test(plain)) return plain
  const rest = fraction.slice(by)
  const shifted = `${whole}${fraction.slice(0, by).padEnd(by, '0')}`.replace(/^0+(?=\d)/, '')
  return rest ? `${shifted}.${rest}` : shifted
}

/** An amount as a form shows it: "12,400.50". */
export const shownAmount = (amount: number, currency: string) =>
  amount.toLocaleString('en', { minimumFractionDigits: currencyDecimals(currency), maximumFractionDigits: 4 })
