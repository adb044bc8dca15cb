import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readAmount, readDay, shownAmount } from './figures'

const read = (typed: string, currency = 'USD', locale = 'en') => {
  const said = readAmount(typed, currency, locale)
  return 'value' in said ? said.value : said.problem
}

test.each([
  ['', null],
  ['  ', null],
  [' 12,400.50 ', 12400.5],
  ['12.400,50', 12400.5],
  ['12 400,50', 12400.5],
  ['12’400.50', 12400.5],
  ['12400,50', 12400.5],
  ['1,234,567', 1234567],
  ['1.234.567', 1234567],
  ['12,34,567', 1234567],
  ['$1,000', 1000],
  ['12,50 €', 12.5],
  ['USD 20', 20],
  ['0,500', 0.5],
  ['.5', 0.5],
  ['14.2k', 14200],
  ['$15K', 15000],
  ['1,5k', 1500],
  ['1.2345k', 1234.5],
  ['1.5M', 1500000],
  ['9999999999999.99', 9999999999999.99],
])('%j is %j', (typed, amount) => expect(read(typed)).toBe(amount))

test.each(['lots', '1.5kk', 'k', '1,23,4', '1.2.3', '1,234.567,8', '12.', '-5', '1e5'])('%j is no amount', (typed) =>
  expect(read(typed)).toBe(`“${typed}” is not an amount in USD.`),
)

test.each([
  ['1.2345', 'USD', 2],
  ['12,5', 'JPY', 0],
  ['1.23456', 'KWD', 3],
])('%s has too many decimals for %s', (typed, currency, decimals) =>
  expect(read(typed, currency)).toBe(`Must have at most ${decimals} decimals in ${currency} and 15 digits in all.`),
)

const twoWays = 'can be read in two ways'
test.each([
  ['1,234', 'USD', 'en', 1234],
  ['12.400', 'USD', 'en', twoWays],
  ['12.400', 'EUR', 'de', 12400],
  ['400.000', 'EUR', 'de', 400000],
  ['1,234', 'EUR', 'de', twoWays],
  ['12.400', 'CHF', 'de-CH', twoWays],
  ['12.400', 'EUR', 'fr', twoWays],
  ['1.234', 'KWD', 'en', 1.234],
  ['1,234', 'KWD', 'en', 1234],
  ['1.234', 'KWD', 'de', twoWays],
  ['2,000', 'JPY', 'de', 2000],
  ['2.000', 'JPY', 'en', 2000],
  ['1.234k', 'USD', 'en', 1234],
  ['1.234k', 'USD', 'de', twoWays],
])('%s %s is, in %s, %j', (typed, currency, locale, expected) => {
  const said = read(typed, currency, locale)
  if (expected === twoWays) expect(said).toContain(twoWays)
  else expect(said).toBe(expected)
})

test('it says how to write what can be read in two ways', () =>
  expect(read('12.400')).toBe('“12.400” can be read in two ways. Write 12400, or at most 2 decimals in USD.'))

test('what a form shows is read as the same amount in English, and never as another', () =>
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 999_999_999_999_999 }),
      fc.constantFrom(['JPY', 0], ['USD', 2], ['KWD', 3]) as fc.Arbitrary<[string, number]>,
      fc.constantFrom('de', 'fr', 'de-CH', 'en-IN'),
      (minor, [currency, decimals], locale) => {
        const amount = Number((minor / 10 ** decimals).toFixed(decimals))
        const shown = shownAmount(amount, currency)
        expect(read(shown, currency)).toBe(amount)
        const elsewhere = readAmount(shown, currency, locale)
        if ('value' in elsewhere) expect(elsewhere.value).toBe(amount)
      },
    ),
  ))

test.each([
  ['', 'en', null],
  [' 2026-12-01 ', 'de', '2026-12-01'],
  ['2026/2/28', 'en', '2026-02-28'],
  ['1.12.2026', 'en', '2026-12-01'],
  ['12/1/2026', 'en', '2026-12-01'],
  ['12/1/2026', 'en-GB', '2026-01-12'],
  ['28/2/2026', 'en', '2026-02-28'],
  ['2/28/2026', 'fr', '2026-02-28'],
])('%j is a day in %s: %s', (typed, locale, value) => expect(readDay(typed, locale)).toEqual({ value }))

test.each(['2026-02-30', '30.2.2026', '1/2/26', '1.2/2026', 'soon', '46357'])('%j is no day', (typed) =>
  expect(readDay(typed, 'en')).toEqual({ problem: `“${typed}” is no day. Write it as 2026-12-01.` }),
)
