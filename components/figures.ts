import { currencyDecimals } from '@/lib/values/currencies'
import { toMinor } from '@/lib/values/money'

/** What a text says: a value, or why it says none. */
export type Read<Value> = { value: Value } | { problem: string }

/**
 * Reads an amount such as "12,400.50", "12 400,50 €" or "12.4k"; empty is none. What could be read in two ways, as
 * "12.400", is read as the reader's language writes numbers, and refused where that does not decide.
 */
export function readAmount(typed: string, currency: string, locale = readerLocale()): Read<number | null> {
  const sign = `[A-Z]{0,3}\\p{Sc}|${currency}`
  const dense = typed.replace(/[\s'’_]/g, '').replace(new RegExp(`^(${sign})|(${sign})$`, 'giu'), '')
  if (!dense) return { value: null }
  const [, figure = dense, unit = ''] = /^(.*\d)([km])$/i.exec(dense) ?? []
  const zeros = { k: 3, m: 6 }[unit.toLowerCase()] ?? 0
  const decimals = currencyDecimals(currency)
  const most = `at most ${decimals} decimals in ${currency}`
  const plain = withPoint(figure, decimals + zeros, locale)
  if (!plain) return { problem: `“${typed.trim()}” is not an amount in ${currency}.` }
  if (plain === 'ambiguous') {
    const whole = inUnits(figure.replace(/\D/, ''), zeros)
    return { problem: `“${typed.trim()}” can be read in two ways. Write ${whole}, or ${most}.` }
  }
  const amount = inUnits(plain, zeros)
  if (toMinor(amount, currency) === undefined) return { problem: `Must have ${most} and 15 digits in all.` }
  return { value: Number(amount) }
}

/** Reads a whole number from 0 to `most`; empty is none. */
export function readWhole(typed: string, most: number, unit = ''): Read<number | null> {
  const figure = typed.replaceAll(unit || ' ', '').replace(/\s/g, '')
  if (!figure) return { value: null }
  if (/^\d+$/.test(figure) && Number(figure) <= most) return { value: Number(figure) }
  return { problem: `“${typed.trim()}” is not a whole number from 0 to ${most.toLocaleString('en')}.` }
}

/**
 * Reads a day such as "2026-12-01" or "1.12.2026"; empty is none. Day and month stand before and after a slash as the
 * reader's language writes them, unless they can stand in one way only.
 */
export function readDay(typed: string, locale = readerLocale()): Read<string | null> {
  const text = typed.trim()
  if (!text) return { value: null }
  const [, first = '', sign, second = '', last = ''] = /^(\d{1,4})([-./])(\d{1,2})\2(\d{1,4})$/.exec(text) ?? []
  const ways = [
    [last, second, first],
    [last, first, second],
  ]
  if (first.length === 4) ways.splice(0, 2, [first, second, last])
  else if (sign !== '.' && !isDayFirst(locale)) ways.reverse()
  const value = ways
    .map(([year, month, day]) => `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`)
    .find(isDay)
  return value ? { value } : { problem: `“${text}” is no day. Write it as 2026-12-01.` }
}

const isDay = (text: string) =>
  /^\d{4}-\d\d-\d\d$/.test(text) && new Date(Date.parse(text) || Number.NaN).toJSON()?.slice(0, 10) === text

const isDayFirst = (locale: string) =>
  new Intl.DateTimeFormat(locale).formatToParts(0).find(({ type }) => type === 'day' || type === 'month')?.type ===
  'day'

/** An amount as a form shows it: "12,400.50". */
export const shownAmount = (amount: number, currency: string) =>
  amount.toLocaleString('en', { minimumFractionDigits: currencyDecimals(currency), maximumFractionDigits: 4 })

/** The reader's language; English where the browser names one that Intl does not take, as `en-US@posix`. */
function readerLocale() {
  try {
    return Intl.getCanonicalLocales(navigator.language)[0] ?? 'en'
  } catch {
    return 'en'
  }
}

const grouped = { ',': /^\d{1,3}(,\d{2,3})*,\d{3}$/, '.': /^\d{1,3}(\.\d{2,3})*\.\d{3}$/ }

/** A figure with a point for its decimals as its only sign; undefined when it is no figure. */
function withPoint(figure: string, decimals: number, locale: string) {
  if (!/^[\d.,]*\d$/.test(figure)) return
  const at = Math.max(figure.lastIndexOf(','), figure.lastIndexOf('.'))
  if (at < 0) return figure
  const sign = figure[at] as ',' | '.'
  const other = sign === ',' ? '.' : ','
  const [whole, fraction] = [figure.slice(0, at), figure.slice(at + 1)]
  if (whole.includes(sign)) return grouped[sign].test(figure) ? figure.replaceAll(sign, '') : undefined
  if (whole.includes(other))
    return grouped[other].test(whole) ? `${whole.replaceAll(other, '')}.${fraction}` : undefined
  const asDecimal = `${whole || '0'}.${fraction}`
  if (!grouped[sign].test(figure) || whole.startsWith('0')) return asDecimal
  if (decimals === 0) return whole + fraction
  // What has three decimals is shown in the English way, so a reader of another language may mean that.
  const [writes, ...shown] = [locale, ...(decimals < 3 ? [] : ['en'])].map(decimalSign)
  if (shown.some((each) => each !== writes)) return 'ambiguous'
  if (writes === sign) return decimals < 3 ? 'ambiguous' : asDecimal
  return groupSign(locale) === sign ? whole + fraction : 'ambiguous'
}

const signs = (locale: string) => new Intl.NumberFormat(locale, { useGrouping: true }).formatToParts(12345.6)
const decimalSign = (locale: string) => signs(locale).find(({ type }) => type === 'decimal')?.value
const groupSign = (locale: string) => signs(locale).find(({ type }) => type === 'group')?.value

/** A figure times a power of ten, by moving the point, as a product would not be exact. */
function inUnits(plain: string, zeros: number) {
  const [whole = '', fraction = ''] = plain.split('.')
  const rest = fraction.slice(zeros)
  const shifted = `${whole}${fraction.slice(0, zeros).padEnd(zeros, '0')}`.replace(/^0+(?=\d)/, '')
  return rest ? `${shifted}.${rest}` : shifted
}
