import { describe, expect, it } from 'vitest'
import { readTotals, withDeal, withoutDeal } from './totals'

const stageId = '00000000-0000-7000-8000-000000000001'

describe('totals', () => {
  it('keeps sums exact past the digits of one amount', () => {
    const totals = readTotals({ stageId, count: 2, sums: [{ currency: 'USD', amount: '99999999999999999999.99' }] })
    expect(withDeal(totals, { amount: 0.02, currency: 'USD' }).sums.USD).toBe(10000000000000000000001n)
  })

  it('keeps currencies apart, each with its own decimals', () => {
    const totals = readTotals({
      stageId,
      count: 2,
      sums: [
        { currency: 'JPY', amount: '1200' },
        { currency: 'KWD', amount: '1.5' },
      ],
    })
    const next = withDeal(withDeal(totals, { amount: 300, currency: 'JPY' }), { amount: 10.5, currency: 'EUR' })
    expect(next).toEqual({ count: 4, sums: { JPY: 1500n, KWD: 1500n, EUR: 1050n } })
  })

  it('drops a currency with its last amount and counts deals without one', () => {
    const totals = withDeal({ count: 0, sums: {} }, { amount: 5, currency: 'USD' })
    const empty = withoutDeal(totals, { amount: 5, currency: 'USD' })
    expect(empty).toEqual({ count: 0, sums: {} })
    expect(withDeal(empty, { amount: null, currency: 'USD' })).toEqual({ count: 1, sums: {} })
  })
})
