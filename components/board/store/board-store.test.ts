import { describe, expect, it, vi } from 'vitest'
import { BoardStore } from './board-store'
import { board, card } from './fixtures'

const three = () => ['b', 'd', 'f'].map((rank) => card(rank, 's1', rank))
const filled = (next?: string) =>
  new BoardStore(board({ s1: { cards: three(), next, count: next ? 9 : 3 }, s2: { cards: [] } }))
const ids = (store: BoardStore, stageId = 's1') => store.column(stageId).ids.join('')

describe('a deleted deal', () => {
  it('is known by its last version when it is looked for again, until it is back', () => {
    const store = filled()
    store.remove('d', 7)
    store.remove('d')
    expect(store.deletedAt('d')).toBe(7)
    store.putCards([card('d', 's1', 'd', { version: 8 })])
    store.remove('d', -1)
    expect(store.deletedAt('d')).toBeUndefined()
  })
})

describe('a move on its way', () => {
  it('changes both columns, their counts and their sums at once, and leaves no trace when refused', () => {
    const store = filled()
    store.lay('d', { place: { stageId: 's2' } })
    expect([ids(store), ids(store, 's2')]).toEqual(['bf', 'd'])
    expect(store.column('s1').totals).toEqual({
      count: 2,
      withoutAmount: 0,
      withoutProbability: 2,
      sums: { USD: 20000n },
      weighted: { USD: 0n },
    })
    expect(store.column('s2').totals).toEqual({
      count: 1,
      withoutAmount: 0,
      withoutProbability: 1,
      sums: { USD: 10000n },
      weighted: {},
    })
    expect(store.card('d')).toMatchObject({ saving: true, card: { stageId: 's2' } })
    store.lift('d')
    expect([ids(store), ids(store, 's2')]).toEqual(['bdf', ''])
    expect(store.column('s1').totals).toEqual({
      count: 3,
      withoutAmount: 0,
      withoutProbability: 3,
      sums: { USD: 30000n },
      weighted: { USD: 0n },
    })
  })

  it('stays until the row of the agreed version is here', () => {
    const store = filled()
    store.lay('d', { place: { stageId: 's2' } })
    store.confirm('d', 2, false)
    expect(store.card('d')!.saving).toBe(false)
    expect(ids(store, 's2')).toBe('d')
    store.putCards([card('d', 's1', 'd', { version: 1 })])
    expect(ids(store, 's2')).toBe('d')
    store.putCards([card('d', 's2', 'm', { version: 2 })])
    expect([ids(store), ids(store, 's2')]).toEqual(['bf', 'd'])
    expect(store.column('s2').totals.count).toBe(1)
    expect(store.column('s1').totals.count).toBe(2)
  })

  it('goes back with a server that went back to earlier versions', () => {
    const store = filled()
    store.putCards([card('d', 's2', 'd', { version: 5 })])
    store.lay('b', { place: { stageId: 's2' } })
    store.confirm('b', 7, false)
    store.remove('f', 3)
    store.forget()
    store.take(board({ s1: { cards: three() }, s2: { cards: [] } }), true)
    expect([ids(store), ids(store, 's2')]).toEqual(['bdf', ''])
    store.putCards([card('d', 's2', 'd', { version: 2 })])
    expect([ids(store), ids(store, 's2')]).toEqual(['bf', 'd'])
  })

  it('survives a fresh board', () => {
    const store = filled()
    store.lay('d', { place: { stageId: 's2' } })
    store.take(board({ s1: { cards: three() }, s2: { cards: [] }, s3: { cards: [] } }), true)
    expect([ids(store), ids(store, 's2')]).toEqual(['bf', 'd'])
    expect(store.stages).toHaveLength(3)
  })

  it('does not disturb other cards', () => {
    const store = filled()
    const before = store.card('b')
    store.lay('d', { place: { stageId: 's2' } })
    expect(store.card('b')).toBe(before)
  })
})

describe('rows of the server', () => {
  it('keeps the newer version and does not bring back a deleted deal', () => {
    const store = filled()
    store.putCards([card('d', 's1', 'd', { version: 3, title: 'New' })])
    store.putCards([card('d', 's1', 'd', { version: 2, title: 'Old' })])
    expect(store.card('d')!.card.title).toBe('New')
    store.remove('d')
    store.putCards([card('d', 's1', 'd', { version: 3 })])
    expect(ids(store)).toBe('bf')
    expect(store.column('s1').totals.count).toBe(2)
    store.putCards([card('d', 's1', 'd', { version: 4 })])
    expect(ids(store)).toBe('bdf')
  })

  it('counts a deal that comes from outside by what the event said of it', () => {
    const store = filled('cursor')
    store.putCards([card('c', 's2', 'a', { version: 5 })], new Map([['c', { stageFrom: 's1', byOther: true }]]))
    expect(store.column('s1').totals.count).toBe(8)
    expect(store.column('s2').totals.count).toBe(1)
    expect(store.card('c')!.arrived).toBe(true)
    store.clearArrived(['c'])
    expect(store.card('c')!.arrived).toBe(false)
    store.putCards([card('n', 's2', 'b')], new Map([['n', { stageFrom: null, byOther: true }]]))
    expect(store.column('s2').totals.count).toBe(2)
  })
})

describe('a column loaded in part', () => {
  it('is as long as its count and shows nothing below the loaded part', () => {
    const store = filled('cursor')
    expect(store.column('s1').size).toBe(9)
    store.putCards([card('z', 's1', 'z'), card('c', 's1', 'c')])
    expect(ids(store)).toBe('bcdf')
  })

  it('grows by its next page, once', () => {
    const store = filled('cursor')
    store.putPage('s1', 'cursor', { items: [card('h', 's1', 'h')], next: 'more' })
    store.putPage('s1', 'cursor', { items: [card('x', 's1', 'x')], next: null })
    expect(ids(store)).toBe('bdfh')
    expect(store.column('s1').next).toBe('more')
  })

  it('grows by a deal dropped below the last loaded one', () => {
    const store = filled('cursor')
    store.putCards([card('n', 's2', 'a')])
    store.lay('n', { place: { stageId: 's1', afterId: 'f' } })
    expect(ids(store)).toBe('bdfn')
    store.confirm('n', 2, false)
    store.putCards([card('n', 's1', 'g', { version: 2 })])
    expect(ids(store)).toBe('bdfn')
  })
})

it('takes a renamed stage without losing what was loaded further down', () => {
  const store = filled('cursor')
  store.putPage('s1', 'cursor', { items: [card('h', 's1', 'h')], next: null })
  store.take(board({ s1: { cards: three(), next: 'cursor', count: 4 }, s2: { cards: [] } }), false)
  expect(ids(store)).toBe('bdfh')
  expect(store.column('s1').next).toBeNull()
})

it('tells its listeners', () => {
  const store = filled()
  const listener = vi.fn()
  const stop = store.subscribe(listener)
  store.lay('d', { place: { stageId: 's2' } })
  stop()
  store.lift('d')
  expect(listener).toHaveBeenCalledTimes(1)
})
