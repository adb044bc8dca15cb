import { afterEach, expect, test, vi } from 'vitest'
import { surely } from './later'

afterEach(() => vi.unstubAllGlobals())

test('a script that cannot be fetched is fetched again once the server answers', async () => {
  vi.useFakeTimers()
  let isAway = true
  vi.stubGlobal('fetch', async () => {
    if (isAway) throw new TypeError('Failed to fetch')
    return new Response()
  })
  const load = vi.fn(async () => {
    if (isAway) throw new Error('Failed to load chunk')
    return 'module'
  })
  const loaded = surely(load)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(load).toHaveBeenCalledTimes(1)
  isAway = false
  await vi.advanceTimersByTimeAsync(1_000)
  await expect(loaded).resolves.toBe('module')
  vi.useRealTimers()
})

test('one that the server does not have is an error', async () => {
  vi.stubGlobal('fetch', async () => new Response())
  await expect(surely(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone')
})
