import { expect, test } from 'vitest'
import { totalsInFullWords, totalsInWords } from '../words/totals-in-words'
import { BoardStore } from './board-store'
import { board, card } from './fixtures'
import { isOverCount, isOverSum, noLimits, refusalOf, stageLimitsOf } from './stage-limits'
import { noTotals } from './totals'

const totals = (count: number, sums: Record<string, bigint>) => ({ ...noTotals, count, sums })

test('a stage is over its limit beyond it, not at it', () => {
  const limits = stageLimitsOf({ wipLimit: 5, wipAmount: 1000.5 }, 'USD')
  expect(isOverCount(totals(5, {}), limits)).toBe(false)
  expect(isOverCount(totals(6, {}), limits)).toBe(true)
  expect(isOverSum(totals(1, { USD: 100_050n }), limits)).toBe(false)
  expect(isOverSum(totals(1, { USD: 100_051n, EUR: 1n }), limits)).toBe(true)
  expect(isOverSum(totals(1, { EUR: 900_000n }), limits)).toBe(false)
})

test('nothing is over no limit', () => {
  const limits = stageLimitsOf({ wipLimit: null, wipAmount: null }, 'USD')
  expect(limits).toEqual(noLimits)
  expect(isOverCount(totals(1_000_000, {}), limits)).toBe(false)
  expect(isOverSum(totals(1, { USD: 900_000n }), limits)).toBe(false)
})

test('the sum is said with its limit, and in full what it is over', () => {
  const limits = stageLimitsOf({ wipLimit: null, wipAmount: 1000 }, 'USD')
  const terms = { isOpen: true, home: 'USD', limits }
  const over = totals(2, { USD: 120_000n, EUR: 5_000n })
  expect(totalsInWords(over, terms)).toBe('$1.2K of $1K + €50')
  expect(totalsInFullWords(over, terms)).toBe('$1,200.00 + €50.00\nOver its limit of $1,000.00')
  expect(totalsInFullWords(totals(2, { USD: 100_000n }), terms)).toBe('$1,000.00')
})

test('a stage at its hard limit says which deals it refuses, as the server does', () => {
  const refusalUnder = (limits: object, ...ids: string[]) => {
    const euros = card('c', 'from', 'c', { currency: 'EUR', amount: 900 })
    const cards = [card('a', 'from', 'a'), card('b', 'from', 'b', { amount: null }), euros]
    const given = board({ from: { cards }, to: { cards: [card('d', 'to', 'a')] } })
    Object.assign(given.stages[1]!, { wipIsHard: true, ...limits })
    return refusalOf(new BoardStore(given), 'to', ids, 'USD')
  }
  expect(refusalUnder({ wipLimit: 1 }, 'a')).toBe('Stage to is full: it holds 1 of 1 deal.')
  expect(refusalUnder({ wipLimit: 1, wipIsHard: false }, 'a')).toBeUndefined()
  expect(refusalUnder({ wipLimit: 1 }, 'd')).toBeUndefined()
  expect(refusalUnder({ wipLimit: 2 }, 'a')).toBeUndefined()
  expect(refusalUnder({ wipLimit: 2 }, 'a', 'b', 'd')).toBe('Stage to has room for 1 more: it holds 1 of 2 deals.')
  expect(refusalUnder({ wipAmount: 150 }, 'a')).toMatch(/^Stage to has no room for 100\.00 more/)
  expect(refusalUnder({ wipAmount: 150 }, 'b', 'c')).toBeUndefined()
})
