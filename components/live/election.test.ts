import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createElection } from './election'

const stored = new Map<string, string>()

beforeEach(() => {
  stored.clear()
  leaders = []
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  })
  window = new EventTarget()
  vi.stubGlobal('addEventListener', window.addEventListener.bind(window))
})
afterEach(() => vi.unstubAllGlobals())

let leaders: string[] = []
let window: EventTarget

function candidate(id: string) {
  return createElection({
    name: 'leader',
    id,
    onElected: () => leaders.push(id),
    onDeposed: () => {
      leaders = leaders.filter((leader) => leader !== id)
    },
    signal: new AbortController().signal,
  })
}

/** What all tabs hear after one of them has written to storage. */
const hear = () => window.dispatchEvent(Object.assign(new Event('storage'), { key: 'leader' }))

test('the first tab leads until it withdraws; then one of the others does', () => {
  const [first, second, third] = ['first', 'second', 'third'].map(candidate)
  for (const tab of [first!, second!, third!]) tab.run()
  expect(leaders).toEqual(['first'])
  third!.withdraw()
  expect(leaders).toEqual(['first'])
  first!.withdraw()
  expect(leaders).toEqual([])
  hear()
  expect(leaders).toHaveLength(1)
})

test('of two tabs that lead at once, the one that storage keeps goes on', () => {
  stored.set('leader', 'crashed')
  const [one, other] = ['one', 'other'].map(candidate)
  one!.run()
  expect(leaders).toEqual([])
  one!.run(true)
  other!.run(true)
  expect(leaders).toEqual(['one', 'other'])
  hear()
  one!.run()
  other!.run()
  expect(leaders).toEqual(['other'])
})
