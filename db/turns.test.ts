import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTurns, isTurnedAway } from './turns'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Work that lasts until it is ended and records its start; its tenant is the first letter of its name. */
function setUp(options: { most: number; mostEach: number; patienceMs?: number; restMs?: (tookMs: number) => number }) {
  const inTurn = createTurns({ patienceMs: 5000, ...options })
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const ask = (name: string) => {
    const done = inTurn(name[0]!, () => {
      begun.push(name)
      return new Promise<string>((resolve) => ends.set(name, () => resolve(name)))
    })
    done.catch(() => {})
    return done
  }
  const end = async (name: string) => {
    ends.get(name)!()
    await vi.advanceTimersByTimeAsync(0)
  }
  return { ask, end, begun, settle: () => vi.advanceTimersByTimeAsync(0) }
}

test('lets so many in at once, fewer of one tenant, and the others by turns of tenants', async () => {
  const { ask, end, begun, settle } = setUp({ most: 3, mostEach: 2 })
  for (const name of ['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'c1']) ask(name)
  await settle()
  expect(begun).toEqual(['a1', 'a2', 'b1'])
  await end('a1')
  await end('a2')
  await end('b1')
  expect(begun.slice(3).sort()).toEqual(['a3', 'b2', 'c1'])
  await end('c1')
  expect(begun.at(-1)).toBe('a4')
})

test('a tenant that has just come waits for no more than what is inside', async () => {
  const { ask, end, begun, settle } = setUp({ most: 1, mostEach: 1 })
  for (let i = 1; i <= 50; i++) ask(`a${i}`)
  await settle()
  ask('b1')
  await end('a1')
  await end(begun.at(-1)!)
  expect(begun.slice(0, 3)).toContain('b1')
})

test('turns away what has waited too long, and goes on with the next', async () => {
  const { ask, end, begun } = setUp({ most: 1, mostEach: 1, patienceMs: 5000 })
  ask('a1')
  const late = ask('a2')
  await vi.advanceTimersByTimeAsync(4000)
  ask('a3')
  await vi.advanceTimersByTimeAsync(1000)
  expect(isTurnedAway(await late.catch((error) => error))).toBe(true)
  await end('a1')
  expect(begun).toEqual(['a1', 'a3'])
})

test('lets a tenant rest after its work, while others come in', async () => {
  const { ask, end, begun } = setUp({ most: 1, mostEach: 1, restMs: (tookMs) => tookMs })
  for (const name of ['a1', 'a2', 'b1']) ask(name)
  await vi.advanceTimersByTimeAsync(100)
  await end('a1')
  expect(begun).toEqual(['a1', 'b1'])
  await end('b1')
  await vi.advanceTimersByTimeAsync(90)
  expect(begun).toEqual(['a1', 'b1'])
  await vi.advanceTimersByTimeAsync(10)
  expect(begun).toEqual(['a1', 'b1', 'a2'])
})

test('gives the place of what has failed to the next, and says how long that waited', async () => {
  const inTurn = createTurns({ most: 1, mostEach: 1, patienceMs: 5000 })
  const failing = inTurn('a', async () => {
    await new Promise((resolve) => setTimeout(resolve, 100))
    throw new Error('broken')
  })
  const next = inTurn('a', async (waitedMs) => waitedMs)
  const failed = expect(failing).rejects.toThrow('broken')
  await vi.advanceTimersByTimeAsync(100)
  await failed
  expect(await next).toBeGreaterThanOrEqual(100)
})
