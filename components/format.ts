import { toMajor } from '@/lib/values/money'

const formats = new Map<string, Intl.NumberFormat>()

function numberFormat(currency: string, compact: boolean) {
  const key = currency + compact
  let format = formats.get(key)
  if (!format) {
    const options = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const
    const short = { notation: 'compact', minimumFractionDigits: 0, maximumSignificantDigits: 3 } as const
    format = new Intl.NumberFormat('en', compact ? { ...options, ...short } : options)
    formats.set(key, format)
  }
  return format
}

type Decimal = Intl.StringNumericLiteral

/** Money as "$1.24M". */
export const shortMoney = (amount: number, currency: string) => numberFormat(currency, true).format(amount)

/** Money as "$1,240,000.00", exact at any size. */
export const fullMoney = (amount: number | string, currency: string) =>
  numberFormat(currency, false).format(String(amount) as Decimal)

export const shortSum = (minor: bigint, currency: string) => shortMoney(Number(toMajor(minor, currency)), currency)
export const fullSum = (minor: bigint, currency: string) => fullMoney(toMajor(minor, currency), currency)

const countFormat = new Intl.NumberFormat('en')
export const shownCount = (count: number) => countFormat.format(count)
export const shownDeals = (count: number) => (count === 1 ? '1 deal' : `${shownCount(count)} deals`)

const DAY = 86_400_000
const dayNumber = (date: string) => Math.floor(Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / DAY)

/** The whole days between two dates, ignoring the time of day. */
export const daysBetween = (from: string, to: string) => dayNumber(to) - dayNumber(from)

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const dayAndMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const dayMonthYear = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' })
const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' })

/** A YYYY-MM-DD date as "tomorrow" within a week, else as "12 Dec", with the year when it differs. */
export function shortDate(date: string, today: string) {
  const days = daysBetween(today, date)
  if (Math.abs(days) <= 7) return relative.format(days, 'day')
  return (date.slice(0, 4) === today.slice(0, 4) ? dayAndMonth : dayMonthYear).format(new Date(`${date}T00:00:00Z`))
}

export const fullDate = (date: string) => full.format(new Date(`${date}T00:00:00Z`))
