import { describe, expect, it } from 'vitest'
import type { Board, Card } from '@/lib/board/schema'
import { BoardStore } from './board-store'
import { cellsOf, laneQuery } from './cells'
import { board, card } from './fixtures'

const deal = (id: string, stageId: string, ownerId: string | null, version = 1) =>
  card(id, stageId, id, { ownerId, version })

const total = (stageId: string, count: number) => ({
  stageId,
  count,
  withoutAmount: 0,
  withoutProbability: count,
  sums: count ? [{ currency: 'USD', amount: `${count}00.00`, weighted: '0.00' }] : [],
})

const lane = (id: string | null, ...counts: number[]) => ({
  id,
  name: id && `Name of ${id}`,
  totals: counts.map((count, i) => total(`s${i + 1}`, count)),
})

const inLanes = (...items: ReturnType<typeof lane>[]): Board => ({
  ...board({ s1: { cards: [], count: 3 }, s2: { cards: [], count: 1 } }),
  lanes: { by: 'owner', items, more: 0 },
})

/** Ana has a and c in the first stage, nobody b there; Ben has d in the second one. */
function filled() {
  const store = new BoardStore(inLanes(lane('ana', 2, 0), lane('ben', 0, 1), lane(null, 1, 0)))
  const put = (key: string, ...items: Card[]) => store.putPage(key, '', { items, next: null })
  put('s1/ana', deal('a', 's1', 'ana'), deal('c', 's1', 'ana'))
  put('s2/ben', deal('d', 's2', 'ben'))
  put('s1/none', deal('b', 's1', null))
  return store
}
const ids = (store: BoardStore, key: string) => store.column(key).ids.join('')
const count = (store: BoardStore, key: string) => store.column(key).totals.count

describe('a board in lanes', () => {
  it('asks for the deals of each list that has some, and shows them there', () => {
    const store = new BoardStore(inLanes(lane('ana', 2, 0)))
    expect([store.column('s1/ana').next, store.column('s2/ana').next]).toEqual(['', null])
    expect(store.column('s1/ana').size).toBe(2)
    expect(['s1/ana', 's2/ben', 's1/none'].map((key) => ids(filled(), key))).toEqual(['ac', 'd', 'b'])
  })

  it('a deal on its way to another lane takes its owner along, in both totals', () => {
    const store = filled()
    store.lay('a', { place: { stageId: 's2', afterId: 'd' }, fields: { ownerId: 'ben' } })
    expect(store.card('a')!.card).toMatchObject({ stageId: 's2', ownerId: 'ben' })
    expect([ids(store, 's1/ana'), ids(store, 's2/ben')]).toEqual(['c', 'da'])
    expect(['s1/ana', 's2/ben', 's1', 's2'].map((key) => count(store, key))).toEqual([1, 2, 2, 2])
    store.lift('a')
    expect([ids(store, 's1/ana'), ids(store, 's2/ben')]).toEqual(['ac', 'd'])
  })

  it('assigning a deal moves it between lanes of its stage, whose count stays', () => {
    const store = filled()
    store.lay('b', { fields: { ownerId: 'ana' } })
    expect([ids(store, 's1/ana'), ids(store, 's1/none')]).toEqual(['bac', ''])
    expect(['s1/ana', 's1/none', 's1'].map((key) => count(store, key))).toEqual([3, 0, 3])
    store.confirm('b', 2, false)
    store.putCards([deal('b', 's1', 'ana', 2)])
    expect([ids(store, 's1/ana'), ids(store, 's1/none')]).toEqual(['abc', ''])
    expect(['s1/ana', 's1/none', 's1'].map((key) => count(store, key))).toEqual([3, 0, 3])
  })

  it('a newer step leaves a deal in the lane that it is on its way to', () => {
    const store = filled()
    store.lay('a', { place: { stageId: 's1' }, fields: { ownerId: 'ben' } })
    store.lay('a', { place: { stageId: 's2' } })
    expect([ids(store, 's1/ana'), ids(store, 's1/ben'), ids(store, 's2/ben')]).toEqual(['c', '', 'ad'])
    store.confirm('a', 2, true)
    store.putCards([deal('a', 's1', 'ben', 2)])
    expect([ids(store, 's1/ana'), ids(store, 's1/ben'), ids(store, 's2/ben')]).toEqual(['c', '', 'ad'])
    expect(['s1/ana', 's1/ben', 's2/ben'].map((key) => count(store, key))).toEqual([1, 0, 2])
  })

  it('a deal on its way to a stage follows whoever assigns it meanwhile', () => {
    const store = filled()
    store.lay('a', { place: { stageId: 's2' } })
    expect(ids(store, 's2/ana')).toBe('a')
    store.putCards([deal('a', 's1', 'ben', 2)])
    expect([ids(store, 's2/ana'), ids(store, 's2/ben')]).toEqual(['', 'ad'])
  })

  it('takes new lanes from new totals, and keeps what it has of the others', () => {
    const store = filled()
    const { cells } = store
    store.putTotals({
      items: [total('s1', 3), total('s2', 1)],
      lanes: inLanes(lane('ana', 2, 0), lane('ben', 0, 1), lane(null, 1, 0)).lanes,
    })
    expect(store.cells).toBe(cells)
    store.putTotals({
      items: [total('s1', 4), total('s2', 0)],
      lanes: inLanes(lane('ana', 2, 0), lane('cleo', 2, 0)).lanes,
    })
    expect(store.cells.lanes!.map(({ id }) => id)).toEqual(['ana', 'cleo'])
    expect([ids(store, 's1/ana'), store.column('s1/cleo').next, ids(store, 's2/ben')]).toEqual(['ac', '', ''])
  })
})

describe('the lists of a board', () => {
  const stages = [{ id: 's1' }, { id: 's2' }]
  const cells = cellsOf(stages, inLanes(lane('ana', 1, 1), lane(null, 1, 1)).lanes)

  it('lie beside each other, lane by lane', () => {
    const beside = (key: string, way: 'left' | 'right' | 'up' | 'down') => cells.beside(key, way)?.key
    expect(beside('s1/ana', 'right')).toBe('s2/ana')
    expect(beside('s2/ana', 'right')).toBeUndefined()
    expect(beside('s2/ana', 'down')).toBe('s2/none')
    expect(beside('s1/none', 'left')).toBeUndefined()
    expect(beside('s1/none', 'up')).toBe('s1/ana')
    expect(cellsOf(stages).beside('s1', 'down')).toBeUndefined()
  })

  it('are asked for as the API names them', () => {
    expect(cells.all.map(laneQuery).map(({ owner }) => owner)).toEqual(['ana', 'ana', 'none', 'none'])
    expect(laneQuery(cellsOf(stages).all[0]!)).toEqual({})
  })

  it('have names, also where there is none', () => {
    expect(cells.lanes!.map(({ name }) => name)).toEqual(['Name of ana', 'No owner'])
  })
})
