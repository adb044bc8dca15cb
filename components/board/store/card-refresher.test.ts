import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createCardRefresher } from './card-refresher'
import { card } from './fixtures'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function setUp() {
  const busy = new Set<string>()
  const fetchCards = vi.fn(async (ids: string[]) => ids.map((id) => card(id, 's', 'a')))
  const onFetched = vi.fn()
  const refresher = createCardRefresher({ fetchCards, onFetched, isBusy: (id) => busy.has(id) })
  return { busy, fetchCards, onFetched, refresher }
}

it('fetches together what is asked for within a moment, at most 100 at once', async () => {
  const { refresher, fetchCards } = setUp()
  for (let i = 0; i < 130; i++) refresher.want(`d${i}`)
  await vi.advanceTimersByTimeAsync(60)
  expect(fetchCards.mock.calls.map(([ids]) => ids.length)).toEqual([100, 30])
})

it('lets a deal in the hand wait, also when its row is already on the way', async () => {
  const { busy, refresher, fetchCards, onFetched } = setUp()
  busy.add('a')
  refresher.want('a')
  await vi.advanceTimersByTimeAsync(60)
  expect(fetchCards).not.toHaveBeenCalled()
  busy.clear()
  refresher.release('a')
  fetchCards.mockImplementationOnce(async () => {
    busy.add('a')
    return [card('a', 's', 'a')]
  })
  await vi.advanceTimersByTimeAsync(60)
  expect(onFetched).toHaveBeenLastCalledWith([], [])
  busy.clear()
  refresher.release('a')
  await vi.advanceTimersByTimeAsync(60)
  expect(onFetched).toHaveBeenLastCalledWith(['a'], [card('a', 's', 'a')])
})

it('tries again after a failure', async () => {
  const { refresher, fetchCards, onFetched } = setUp()
  fetchCards.mockRejectedValueOnce(new Error('offline'))
  refresher.want('a')
  await vi.advanceTimersByTimeAsync(60)
  expect(onFetched).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(2000)
  expect(onFetched).toHaveBeenCalledTimes(1)
})
