import { expect, it } from 'vitest'
import type { Card } from '@/lib/board/schema'
import { board, card } from './fixtures'
import { indexIn, orderBy, sortWords } from './order'

const members = [
  { id: 'm1', name: 'Zoe', imageUrl: null },
  { id: 'm2', name: 'Ana', imageUrl: null },
]
const { stages } = board({ a: { cards: [] } })
const rated = stages.map((stage) => ({ ...stage, probability: 40 }))

const sorted = (sort: string, cards: Partial<Card>[]) =>
  cards
    .map((fields, i) => card(`${i}`, 'a', 'r', fields))
    .sort(orderBy(sort, { stages: rated, members }))
    .map(({ id }) => id)
    .join('')

it.each<[string, Partial<Card>[], string]>([
  ['amount', [{ amount: 30 }, { amount: null }, { amount: 9 }, { amount: 30 }], '2031'],
  ['-amount', [{ amount: 30 }, { amount: null }, { amount: 9 }, { amount: 30 }], '3021'],
  ['title', [{ title: 'b' }, { title: 'Ä' }, { title: 'a' }, { title: 'Z' }, { title: 'B' }], '21043'],
  ['nextStep', [{ nextStep: 'b' }, { nextStep: null }, { nextStep: 'Ä' }, { nextStep: 'B' }], '2031'],
  ['client', [{ clientName: null }, { clientName: 'Acme' }], '10'],
  ['-owner', [{ ownerId: 'm2' }, { ownerId: null }, { ownerId: 'm1' }], '201'],
  ['probability', [{ probability: 50 }, { probability: null }, { probability: 0 }], '210'],
  ['-expectedCloseDate', [{}, { expectedCloseDate: '2027-01-02' }, { expectedCloseDate: '2027-01-10' }], '210'],
  ['createdAt', [{ createdAt: '2026-11-02T00:00:00.000Z' }, { createdAt: '2026-11-01T00:00:00.000Z' }], '10'],
])('by %s, nothing last, ties by id', (sort, cards, expected) => expect(sorted(sort, cards)).toBe(expected))

it('finds the place of a card among the others', () => {
  const order = orderBy('amount', { stages, members })
  const others = [1, 5, 9].map((amount) => card(`c${amount}`, 'a', 'r', { amount }))
  const at = (amount: number) => indexIn(others, card('x', 'a', 'r', { amount }), order)
  expect([at(0), at(6), at(10)]).toEqual([0, 2, 3])
})

it('has words for each', () => expect(sortWords('-expectedCloseDate')).toBe('close date'))
