import { describe, expect, it } from 'vitest'
import { totalsInFullWords, totalsInWords } from '../words/totals-in-words'
import { addTotals, noTotals, readTotals, withDeal, withoutDeal } from './totals'

const stageId = '00000000-0000-7000-8000-000000000001'
const open = { kind: 'open', probability: 50 } as const
const unrated = { kind: 'open', probability: null } as const
const none = { withoutAmount: 0, withoutProbability: 0 }
const deal = (amount: number | null, currency: string, probability: number | null = null) => ({
  amount,
  currency,
  probability,
})

describe('totals', () => {
  it('keeps sums exact past the digits of one amount', () => {
    const sums = [{ currency: 'USD', amount: '99999999999999999999.99', weighted: '0.00' }]
    const totals = readTotals({ stageId, count: 2, ...none, sums })
    expect(withDeal(totals, deal(0.02, 'USD'), open).sums.USD).toBe(10000000000000000000001n)
  })

  it('keeps currencies apart, each with its own decimals', () => {
    const totals = readTotals({
      stageId,
      count: 2,
      ...none,
      sums: [
        { currency: 'JPY', amount: '1200', weighted: '600' },
        { currency: 'KWD', amount: '1.5', weighted: '0.75' },
      ],
    })
    const next = withDeal(withDeal(totals, deal(300, 'JPY'), open), deal(10.5, 'EUR', 10), open)
    expect(next).toEqual({
      count: 4,
      ...none,
      sums: { JPY: 1500n, KWD: 1500n, EUR: 1050n },
      weighted: { JPY: 750n, KWD: 750n, EUR: 105n },
    })
  })

  it('drops a currency with its last amount and counts deals without one', () => {
    const totals = withDeal(noTotals, deal(5, 'USD'), open)
    const empty = withoutDeal(totals, deal(5, 'USD'), open)
    expect(empty).toEqual(noTotals)
    expect(withDeal(empty, deal(null, 'USD'), open)).toEqual({ ...noTotals, count: 1, withoutAmount: 1 })
  })

  it('weighs by the deal, then by the stage, and counts what neither can weigh', () => {
    expect(withDeal(noTotals, deal(10, 'USD', 20), unrated).weighted).toEqual({ USD: 200n })
    expect(withDeal(noTotals, deal(10, 'USD'), unrated)).toMatchObject({ weighted: {}, withoutProbability: 1 })
    expect(withDeal(noTotals, deal(10, 'USD', 20), { kind: 'won', probability: null }).weighted).toEqual({ USD: 1000n })
    expect(withDeal(noTotals, deal(10, 'USD', 20), { kind: 'lost', probability: 5 }).weighted).toEqual({})
  })

  it('says in words what is in the sums and what is not', () => {
    const some = [deal(1000, 'USD'), deal(null, 'USD'), deal(2, 'EUR', 100)]
    const totals = some.reduce((sum, each) => withDeal(sum, each, open), noTotals)
    const terms = { isOpen: true, home: 'USD' }
    expect(totalsInWords(totals, terms)).toBe('$1K + €2 · weighted $500 + €2 · 1 without an amount')
    expect(totalsInWords(totals, { ...terms, isOpen: false })).toBe('$1K + €2 · 1 without an amount')
    expect(totalsInWords(totals, { isOpen: false, home: 'EUR' })).toBe('€2 + US$1K · 1 without an amount')
    const both = addTotals([totals, withDeal(noTotals, deal(7, 'USD'), unrated)])
    expect(totalsInFullWords(both, terms)).toBe(
      [
        '$1,007.00 + €2.00',
        'Weighted by probability: $500.00 + €2.00',
        '1 deal without an amount',
        '1 deal without a probability, not weighted',
      ].join('\n'),
    )
  })
})
