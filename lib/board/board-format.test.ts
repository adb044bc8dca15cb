import { expect, it } from 'vitest'
import { FIRST_CARDS, unpack } from './board-format'
import { type CardName, packedNames } from './card-fields'

const stage = { id: 's', name: 'Lead', index: 0, description: null, kind: 'open', probability: null, color: null }
const packedCard = (id: string, rank: string, fields: { [Name in CardName]?: unknown }) => [
  ...[id, rank, 3, 'Acme'],
  ...packedNames.map((name) => fields[name] ?? null),
]
const row = (i: number) => packedCard(`d${i}`, `a${i}`, { amount: i, currency: 'JPY', stageEnteredAt: 0, tags: [] })
const packed = (cards: object, totals: unknown[] = []) =>
  unpack(JSON.stringify({ stages: [stage, { ...stage, id: 'empty' }], cards, totals, members: [] }))

it('gives cards their names and amounts in major units', () => {
  const card = packedCard('d', 'a0', {
    title: 'Deal',
    probability: 40,
    clientId: 'c',
    ownerId: 'o',
    amount: 120050,
    currency: 'EUR',
    expectedCloseDate: '2026-12-01',
    nextStep: 'Call',
    stageEnteredAt: 1_700_000_000_123,
    tags: ['x'],
  })
  expect(packed({ s: [card] }).columns.s).toEqual({
    items: [
      {
        id: 'd',
        title: 'Deal',
        stageId: 's',
        rank: 'a0',
        amount: 1200.5,
        currency: 'EUR',
        probability: 40,
        expectedCloseDate: '2026-12-01',
        ownerId: 'o',
        clientId: 'c',
        clientName: 'Acme',
        nextStep: 'Call',
        source: null,
        tags: ['x'],
        stageEnteredAt: '2023-11-14T22:13:20.123Z',
        version: 3,
      },
    ],
    next: null,
  })
})

it('says where the next page begins when there is one card too many', () => {
  const rows = Array.from({ length: FIRST_CARDS + 1 }, (_, i) => row(i))
  expect(packed({ s: rows.slice(0, -1) }).columns.s!.next).toBeNull()
  const { items, next } = packed({ s: rows }).columns.s!
  expect(items).toHaveLength(FIRST_CARDS)
  expect(next).toBe(`a${FIRST_CARDS - 1}~d${FIRST_CARDS - 1}`)
})

it('adds counts over currencies and keeps the sums apart', () => {
  const { totals, columns } = packed({}, [
    ['s', 'USD', 3, 2, '9999999999999999999', 1, '100', '5050'],
    ['s', 'JPY', 1, 0, '0', 0, '0', '0'],
  ])
  expect(totals).toEqual([
    {
      stageId: 's',
      count: 4,
      withoutAmount: 2,
      withoutProbability: 1,
      sums: [{ currency: 'USD', amount: '99999999999999999.99', weighted: '0.51' }],
    },
    { stageId: 'empty', count: 0, withoutAmount: 0, withoutProbability: 0, sums: [] },
  ])
  expect(columns.empty).toEqual({ items: [], next: null })
})
