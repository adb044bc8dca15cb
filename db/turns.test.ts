import { expect, test } from 'vitest'
import { createTurns } from './turns'

/** Work that ends when it is told to, in the order in which it began. */
function bench(options: Parameters<typeof createTurns>[0]) {
  const inTurn = createTurns(options)
  const begun: string[] = []
  const endings = new Map<string, () => void>()
  const start = (key: string, name: string) =>
    inTurn(key, () => {
      begun.push(name)
      return new Promise<void>((resolve) => endings.set(name, resolve))
    })
  const end = async (name: string) => {
    endings.get(name)!()
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
  return { inTurn, begun, start, end }
}

test('one tenant leaves half of the turns to the others, and its own wait in their order', async () => {
  const { begun, start, end } = bench({ atOnce: 4, patienceMs: 5_000 })
  for (const name of ['a1', 'a2', 'a3', 'a4']) start('a', name)
  start('b', 'b1')
  expect(begun).toEqual(['a1', 'a2', 'b1'])
  await end('b1')
  expect(begun).toEqual(['a1', 'a2', 'b1'])
  await end('a2')
  expect(begun).toEqual(['a1', 'a2', 'b1', 'a3'])
  await end('a1')
  expect(begun.at(-1)).toBe('a4')
})

test('with all turns taken whoever came first comes first', async () => {
  const { begun, start, end } = bench({ atOnce: 2, patienceMs: 5_000 })
  for (const key of ['a', 'b', 'c', 'd']) start(key, key)
  expect(begun).toEqual(['a', 'b'])
  await end('b')
  await end('a')
  expect(begun).toEqual(['a', 'b', 'c', 'd'])
})

test('what waited for too long fails, never runs, and takes no turn from the next', async () => {
  const { begun, start, end, inTurn } = bench({ atOnce: 1, patienceMs: 30 })
  start('a', 'first')
  await expect(start('b', 'late')).rejects.toMatchObject({ code: 'TRANSACTIONS_CROWDED' })
  await end('first')
  expect(begun).toEqual(['first'])
  expect(await inTurn('a', async () => 'done')).toBe('done')
})

test('work that fails gives its turn back', async () => {
  const inTurn = createTurns({ atOnce: 1, patienceMs: 1_000 })
  await expect(inTurn('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await inTurn('b', async (waitedMs) => waitedMs < 100)).toBe(true)
})
