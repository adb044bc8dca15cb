import { expect, it } from 'vitest'
import { BoardStore } from './board-store'
import { board, card } from './fixtures'
import { orderBy } from './order'

const deal = (id: string, stageId: string, amount: number, version = 1) => card(id, stageId, 'r', { amount, version })

function sorted(sort: string, next?: string) {
  const shown = board({
    s1: { cards: [deal('a', 's1', 1), deal('c', 's1', 3), deal('e', 's1', 5)], next, count: next ? 9 : 3 },
    s2: { cards: [deal('d', 's2', 4)] },
  })
  return new BoardStore(shown, orderBy(sort, shown))
}
const ids = (store: BoardStore, stageId: string) => store.column(stageId).ids.join('')

it('a deal on its way stands where the sort puts it, whatever its place', () => {
  const store = sorted('amount')
  expect(store.sortedIndex('e', 's2')).toBe(1)
  store.lay('e', { place: { stageId: 's2' } })
  store.lay('c', { place: { stageId: 's2' } })
  expect([ids(store, 's1'), ids(store, 's2')]).toEqual(['a', 'cde'])
  store.lift('c')
  expect([ids(store, 's1'), ids(store, 's2')]).toEqual(['ac', 'de'])
})

it('a deal that enters a stage is the latest there at once', () => {
  const store = sorted('-stageEnteredAt')
  expect(store.sortedIndex('a', 's2')).toBe(0)
  store.lay('a', { place: { stageId: 's2' } })
  expect(ids(store, 's2')).toBe('ad')
  expect(store.card('a')!.card.stageEnteredAt > '2026-11-02').toBe(true)
})

it('a change takes its place, and one below what is loaded waits for its page', () => {
  const store = sorted('amount', 'cursor')
  store.putCards([deal('c', 's1', 9, 2), deal('d', 's1', 2, 2)])
  expect([ids(store, 's1'), ids(store, 's2')]).toEqual(['ade', ''])
  store.putPage('s1', 'cursor', { items: [deal('g', 's1', 7), deal('c', 's1', 9, 2)], next: null })
  expect(ids(store, 's1')).toBe('adegc')
})

it('is arranged by rank again without a sort', () => {
  const store = sorted('-amount')
  expect([store.isSorted, ids(store, 's1')]).toEqual([true, 'eca'])
  store.take(board({ s1: { cards: [card('x', 's1', 'b'), card('y', 's1', 'a')] } }), true)
  expect([store.isSorted, ids(store, 's1'), store.sortedIndex('x', 's1')]).toEqual([false, 'yx', undefined])
})
