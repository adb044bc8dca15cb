import { expect, test } from 'vitest'
import { currenciesByDecimals, currenciesInUse, currencyDecimals, currencySign, isCurrency } from './currencies'

test('knows what PostgreSQL and any Node hold, each once', () => {
  expect(new Set(currenciesInUse).size).toBe(currenciesInUse.length)
  for (const code of currenciesInUse) expect(code).toMatch(/^[A-Z]{3}$/)
  for (const code of Object.values(currenciesByDecimals).flat()) expect([code, isCurrency(code)]).toEqual([code, true])
})

test.each(['HRK', 'BGN', 'XDR', 'VED', 'ZWG', 'XCG'])('%s is known, whatever this Node says', (code) =>
  expect(isCurrency(code)).toBe(true),
)

test.each(['XXX', 'XTS', 'DEM', 'ZZZ', 'usd', ''])('%s is not', (code) => expect(isCurrency(code)).toBe(false))

test.each(['HUF', 'COP', 'PKR', 'IDR'])('%s has the decimals that it is stored with', (code) =>
  expect(currencyDecimals(code)).toBe(2),
)

test('no two currencies look alike, whichever is at home', () => {
  for (const home of [undefined, ...currenciesInUse]) {
    const signs = currenciesInUse.map((code) => currencySign(code, home))
    expect([home, new Set(signs).size]).toEqual([home, signs.length])
  }
})

test.each([
  ['USD', 'USD', '$'],
  ['USD', 'CAD', 'US$'],
  ['COP', 'USD', 'COP'],
  ['COP', 'COP', '$'],
  ['SEK', 'SEK', 'kr'],
  ['NOK', 'SEK', 'NOK'],
  ['JPY', 'CNY', 'JP¥'],
  ['EUR', 'USD', '€'],
  ['ZZZ', 'ZZZ', 'ZZZ'],
])('%s in a pipeline of %s is %s', (code, home, sign) => expect(currencySign(code, home)).toBe(sign))
