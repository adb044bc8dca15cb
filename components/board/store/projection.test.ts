import { describe, expect, it } from 'vitest'
import type { Place } from '@/components/outbox/change'
import { card } from './fixtures'
import { byPlace, type Overlay, placeAt, project } from './projection'

const overlay = (id: string, place: Place | null): [string, Overlay] => [
  id,
  { card: card(id, 'x', 'a'), place, fields: {}, saving: true, version: 1 },
]
const rows = ['a', 'b', 'c'].map((id) => card(id, 's', id))
const byId = new Map(rows.map((row) => [row.id, row]))
const shown = (...overlays: [string, Overlay][]) =>
  project('s', ({ stageId }) => stageId, rows, byId, new Map(overlays)).join('')

it('orders by code units, then id', () => {
  const cards = [card('2', 's', 'a0'), card('1', 's', 'a0'), card('3', 's', 'Zz'), card('4', 's', 'a')]
  expect(cards.sort(byPlace).map((each) => each.id)).toEqual(['3', '4', '1', '2'])
})

describe('project', () => {
  it('puts a deal beside its neighbour, or on top', () => {
    expect(shown(overlay('x', { stageId: 's', beforeId: 'b' }))).toBe('axbc')
    expect(shown(overlay('x', { stageId: 's', afterId: 'c' }))).toBe('abcx')
    expect(shown(overlay('x', { stageId: 's' }))).toBe('xabc')
  })

  it('takes a deal out that goes elsewhere or is deleted', () => {
    expect(shown(overlay('b', { stageId: 'other' }))).toBe('ac')
    expect(shown(overlay('b', null))).toBe('ac')
  })

  it('moves within the column and applies later moves on earlier ones', () => {
    expect(shown(overlay('a', { stageId: 's', afterId: 'c' }))).toBe('bca')
    expect(shown(overlay('x', { stageId: 's', afterId: 'a' }), overlay('y', { stageId: 's', afterId: 'x' }))).toBe(
      'axybc',
    )
  })

  it('falls back to the top when the neighbour has gone', () => {
    expect(shown(overlay('x', { stageId: 's', afterId: 'gone' }))).toBe('xabc')
  })
})

describe('placeAt', () => {
  const all = () => true

  it('names the deal below, else the one above, else nothing', () => {
    expect(placeAt({ stageId: 's' }, ['a', 'b'], 1, all)).toEqual({ stageId: 's', beforeId: 'b' })
    expect(placeAt({ stageId: 's' }, ['a', 'b'], 2, all)).toEqual({ stageId: 's', afterId: 'b' })
    expect(placeAt({ stageId: 's' }, [], 0, all)).toEqual({ stageId: 's' })
  })

  it('never names a deal that the server does not know yet', () => {
    const saved = (id: string) => !id.startsWith('new')
    expect(placeAt({ stageId: 's' }, ['new-1', 'a'], 0, saved)).toEqual({ stageId: 's', beforeId: 'a' })
    expect(placeAt({ stageId: 's' }, ['a', 'new-1'], 1, saved)).toEqual({ stageId: 's', afterId: 'a' })
    expect(placeAt({ stageId: 's' }, ['new-1'], 1, saved)).toEqual({ stageId: 's' })
  })
})
