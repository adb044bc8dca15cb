import { currencyDecimals, currencySign } from '@/lib/values/currencies'
import { toMajor } from '@/lib/values/money'

type Decimal = Intl.StringNumericLiteral

const compact = new Intl.NumberFormat('en', {
  notation: 'compact',
  minimumFractionDigits: 0,
  maximumSignificantDigits: 3,
})

/** Formats by their number of decimals, of which no currency has more. */
const exact = [0, 1, 2, 3, 4].map(
  (count) => new Intl.NumberFormat('en', { minimumFractionDigits: count, maximumFractionDigits: count }),
)

/** The sign before the figure; letters keep their distance. */
const signed = (currency: string, home: string | undefined, figure: string) => {
  const sign = currencySign(currency, home)
  return sign + (/\p{L}$/u.test(sign) ? '\u00a0' : '') + figure
}

/** Money as "$1.24M", or "CA$1.24M" where `home` is another currency than its own. */
export const shortMoney = (amount: number, currency: string, home: string | undefined) =>
  signed(currency, home, compact.format(amount))

/** Money as "$1,240,000.00", with all decimals, exact at any size. */
export const fullMoney = (amount: number | string, currency: string, home: string | undefined) =>
  signed(currency, home, exact[currencyDecimals(currency)]!.format(String(amount) as Decimal))

export const shortSum = (minor: bigint, currency: string, home: string | undefined) =>
  shortMoney(Number(toMajor(minor, currency)), currency, home)
export const fullSum = (minor: bigint, currency: string, home: string | undefined) =>
  fullMoney(toMajor(minor, currency), currency, home)

const countFormat = new Intl.NumberFormat('en')
export const shownCount = (count: number) => countFormat.format(count)
export const shownDeals = (count: number) => (count === 1 ? '1 deal' : `${shownCount(count)} deals`)

const DAY = 86_400_000

const midnight = (day: string) => Date.parse(`${day}T00:00:00Z`)

/** The day of a moment in the reader's time zone, as YYYY-MM-DD, which is how Swedish writes it. */
export const localDay = (at: Date) => at.toLocaleDateString('sv')

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const dayAndMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const dayMonthYear = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' })
const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' })

/** A YYYY-MM-DD day as "12 Dec 2026". */
export const shownDay = (day: string) => dayMonthYear.format(midnight(day))

/** A day as "tomorrow" within a week of today, else as "12 Dec", with the year when it differs. */
export function shortDay(day: string, today: string) {
  const days = (midnight(day) - midnight(today)) / DAY
  if (Math.abs(days) <= 7) return relative.format(days, 'day')
  return day.slice(0, 4) === today.slice(0, 4) ? dayAndMonth.format(midnight(day)) : shownDay(day)
}

/** A day as "Saturday 12 December 2026". */
export const fullDay = (day: string) => full.format(midnight(day))
