import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { currencyDecimals } from './currencies'
import { toMajor, toMinor } from './money'

const currencies = ['JPY', 'USD', 'EUR', 'KWD', 'CLF'] as const
const currency = fc.constantFrom(...currencies)
const minor = fc.integer({ min: 0, max: 999_999_999_999_999 })

describe('exactness', () => {
  test('minor units survive the way to a decimal string and back', () => {
    fc.assert(
      fc.property(minor, currency, (amount, code) => {
        expect(toMinor(toMajor(amount, code), code)).toBe(amount)
      }),
    )
  })

  test('minor units survive the way through a JSON number, as the API sends it', () => {
    fc.assert(
      fc.property(minor, currency, (amount, code) => {
        const wire: number = JSON.parse(JSON.stringify({ amount: Number(toMajor(amount, code)) })).amount
        expect(toMinor(wire, code)).toBe(amount)
      }),
      { numRuns: 2000 },
    )
  })

  test('a sum in minor units is the sum in decimals, digit by digit', () => {
    fc.assert(
      fc.property(fc.array(minor, { maxLength: 50 }), currency, (amounts, code) => {
        const sum = amounts.reduce((total, amount) => total + BigInt(amount), 0n)
        const factor = 10n ** BigInt(currencyDecimals(code))
        const [whole, fraction = ''] = toMajor(sum, code).split('.')
        expect(BigInt(whole!) * factor + BigInt(fraction || 0)).toBe(sum)
        expect(fraction).toHaveLength(currencyDecimals(code))
      }),
    )
  })

  test('a decimal string is taken as written, with or without the zeros behind', () => {
    fc.assert(
      fc.property(minor, currency, fc.nat(3), (amount, code, zeros) => {
        const written = toMajor(amount, code)
        const longer = written.includes('.') ? written + '0'.repeat(zeros) : written
        expect(toMinor(longer, code)).toBe(amount)
      }),
    )
  })
})

describe('toMinor', () => {
  test.each([
    [1200.5, 'USD', 120050],
    ['1200.50', 'USD', 120050],
    ['1200.500', 'USD', 120050],
    [0.29, 'USD', 29],
    [1.1, 'KWD', 1100],
    [1.1, 'CLF', 11000],
    [0, 'JPY', 0],
    ['0.00', 'JPY', 0],
    ['007', 'JPY', 7],
    [9999999999999.99, 'USD', 999999999999999],
    ['999999999999999', 'JPY', 999999999999999],
    ['0000000000000000001', 'JPY', 1],
  ] as const)('%s %s is %d', (amount, code, expected) => expect(toMinor(amount, code)).toBe(expected))

  test.each([
    [1.005, 'USD'],
    [1.5, 'JPY'],
    [0.0001, 'KWD'],
    [1e21, 'USD'],
    [1e-7, 'USD'],
    [-1, 'USD'],
    ['-0', 'USD'],
    [Number.NaN, 'USD'],
    [Number.POSITIVE_INFINITY, 'USD'],
    ['10000000000000.00', 'USD'],
    ['1000000000000000', 'JPY'],
    ['', 'USD'],
    [' 1', 'USD'],
    ['1,5', 'USD'],
    ['1.', 'USD'],
    ['.5', 'USD'],
    ['1e3', 'USD'],
    ['0x10', 'USD'],
    ['１', 'USD'],
  ] as const)('%s %s is no amount', (amount, code) => expect(toMinor(amount, code)).toBeUndefined())
})

test.each([
  [0, 'USD', '0.00'],
  [5, 'USD', '0.05'],
  [120050, 'USD', '1200.50'],
  [7, 'KWD', '0.007'],
  [7, 'JPY', '7'],
  [123456789012345678901234567890n, 'EUR', '1234567890123456789012345678.90'],
  ['1000553400', 'USD', '10005534.00'],
] as const)('toMajor(%s, %s) is %s', (amount, code, expected) => expect(toMajor(amount, code)).toBe(expected))

test('an endless number is refused without being looked at', () => {
  expect(toMinor(`0.${'0'.repeat(1_000_000)}1`, 'USD')).toBeUndefined()
})
