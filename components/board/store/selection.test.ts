import { expect, it, vi } from 'vitest'
import { BoardStore } from './board-store'
import { board, card } from './fixtures'
import { createSelection } from './selection'

function setUp() {
  const column = (stageId: string, ids: string) => ({ cards: [...ids].map((id) => card(id, stageId, id)) })
  const store = new BoardStore(board({ s1: column('s1', 'abcde'), s2: column('s2', 'xy') }))
  const say = vi.fn()
  const selection = createSelection(store, say)
  return { store, say, selection, chosen: () => selection.inOrder().join('') }
}

it('toggles one by one and says how many there are', () => {
  const { selection, say, chosen } = setUp()
  for (const id of ['x', 'c', 'a', 'c']) selection.toggle(id)
  expect(chosen()).toBe('ax')
  expect(say.mock.calls.flat()).toEqual(['1 deal selected', '2 deals selected', '3 deals selected', '2 deals selected'])
  selection.clear()
  expect(say).toHaveBeenLastCalledWith('Nothing selected')
})

it('reaches from the one chosen last; a second reach takes the place of the first', () => {
  const { selection, chosen } = setUp()
  selection.toggle('a')
  selection.toggle('c')
  selection.extendTo('e')
  expect(chosen()).toBe('acde')
  selection.extendTo('b')
  expect(chosen()).toBe('abc')
  selection.extendTo('y')
  expect(chosen()).toBe('abcy')
  selection.extendTo('x')
  expect(chosen()).toBe('abcxy')
})

it('begins anew after one was taken out', () => {
  const { selection, chosen } = setUp()
  selection.toggle('a')
  selection.extendTo('c')
  selection.toggle('b')
  selection.extendTo('e')
  expect(chosen()).toBe('ace')
})

it('drops what leaves the board, and knows no deal that the server has not got', () => {
  const { store, selection, chosen } = setUp()
  selection.select(['a', 'b', 'new-1'])
  expect(chosen()).toBe('ab')
  store.remove('a')
  expect(chosen()).toBe('b')
})

it('is acted on as a whole from any of its deals, in the order of the board as it is now', () => {
  const { store, selection } = setUp()
  selection.select(['d', 'x', 'b'])
  expect(selection.groupOf('x')).toEqual(['b', 'd', 'x'])
  expect(selection.groupOf('c')).toEqual(['c'])
  store.lay('d', { place: { stageId: 's2', afterId: 'x' } })
  expect(selection.groupOf('d')).toEqual(['b', 'x', 'd'])
})
