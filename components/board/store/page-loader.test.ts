import { expect, it, vi } from 'vitest'
import { BoardStore } from './board-store'
import { board, card } from './fixtures'
import { createPageLoader } from './page-loader'

const rank = (i: number) => String(i).padStart(4, '0')
const page = (from: number, to: number) => ({
  items: Array.from({ length: to - from }, (_, i) => card(`d${from + i}`, 's', rank(from + i))),
  next: to < 50 ? String(to) : null,
})

function setUp() {
  const first = page(0, 10)
  const store = new BoardStore(board({ s: { cards: first.items, next: '10', count: 50 } }))
  const fetchPage = vi.fn(async (_: string, after: string) => page(Number(after), Number(after) + 10))
  const onFailed = vi.fn()
  return { store, fetchPage, onFailed, ...createPageLoader(store, fetchPage, onFailed) }
}

it('loads pages one after the other until enough is here', async () => {
  const { store, fetchPage, loadUpTo } = setUp()
  await loadUpTo('s', 25)
  expect(fetchPage.mock.calls.map(([, after]) => after)).toEqual(['10', '20'])
  expect(store.column('s').ids).toHaveLength(30)
})

it('has one request at a time, and goes on for whoever wants more', async () => {
  const { store, fetchPage, loadUpTo } = setUp()
  await Promise.all([loadUpTo('s', 11), loadUpTo('s', 50)])
  expect(fetchPage).toHaveBeenCalledTimes(4)
  expect(store.column('s')).toMatchObject({ next: null, size: 50 })
})

it('says when it fails, and can be asked again', async () => {
  const { store, fetchPage, onFailed, loadUpTo, retry } = setUp()
  fetchPage.mockRejectedValueOnce(new Error('offline'))
  await expect(loadUpTo('s', 11)).rejects.toThrow('offline')
  expect(onFailed).toHaveBeenLastCalledWith(true)
  retry()
  await vi.waitFor(() => expect(fetchPage).toHaveBeenCalledTimes(2))
  await loadUpTo('s', 11)
  expect(onFailed).toHaveBeenLastCalledWith(false)
  expect(store.column('s').ids).toHaveLength(20)
})

it('reads a stage again whose deals have new ranks of the same versions, as far as it was loaded', async () => {
  const { store, fetchPage, loadUpTo, reload } = setUp()
  await loadUpTo('s', 15)
  const before = store.column('s').ids
  const ranks = [...before.slice(1), before[0]!].map((id, i) => card(id, 's', `00${rank(i)}`))
  fetchPage.mockClear()
  fetchPage.mockResolvedValueOnce({ items: ranks.slice(0, 10), next: 'later' })
  fetchPage.mockResolvedValueOnce({ items: ranks.slice(10), next: '20' })
  reload('s')
  expect(store.column('s').ids).toEqual(before)
  await vi.waitFor(() => expect(store.column('s')).toMatchObject({ ids: ranks.map(({ id }) => id), next: '20' }))
  expect(fetchPage.mock.calls.map(([, after]) => after)).toEqual(['', 'later'])
})
