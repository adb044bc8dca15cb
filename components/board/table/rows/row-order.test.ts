import { expect, test } from 'vitest'
import { board } from '@/components/board/store/fixtures'
import { row } from './fixtures'
import { insertionIndex, nextSort, rowOrder } from './row-order'

test('a heading turns ascending, descending, then back to the board', () => {
  expect(nextSort('', 'amount')).toBe('amount')
  expect(nextSort('amount', 'amount')).toBe('-amount')
  expect(nextSort('-amount', 'amount')).toBe('')
  expect(nextSort('-amount', 'title')).toBe('title')
  expect(nextSort('-amount', 'stage')).toBe('')
})

test('a row finds its place in the order of the board, and under a sort', () => {
  const { stages } = board({ first: { cards: [] }, second: { cards: [] } })
  const rows = [
    row('1', { stageId: 'first', rank: 'a1', amount: 5 }),
    row('2', { stageId: 'first', rank: 'a3', amount: 7 }),
    row('3', { stageId: 'second', rank: 'a0', amount: 9 }),
  ]
  const between = row('4', { stageId: 'first', rank: 'a2', amount: 8 })
  expect(insertionIndex(between, rows, rowOrder('', stages, []))).toBe(1)
  expect(insertionIndex(between, rows, rowOrder('amount', stages, []))).toBe(2)
  expect(
    insertionIndex(row('5', { stageId: 'second', rank: 'a1', amount: null }), rows, rowOrder('amount', stages, [])),
  ).toBe(3)
})
