import { expect, test } from 'vitest'
import { inParts, mapInSlices } from './slices'

const items = Array.from({ length: 5000 }, (_, id) => ({ id, title: `“${id}”`, amount: null }))

test('long work lets others go between, and gives what map gives', async () => {
  let others = 0
  const counting = setInterval(() => others++, 1)
  const slow = (item: { id: number }, i: number) => {
    const end = performance.now() + 0.01
    while (performance.now() < end);
    return item.id + i
  }
  const results = await mapInSlices(items, slow)
  clearInterval(counting)
  expect(results).toEqual(items.map((item, i) => item.id + i))
  expect(others).toBeGreaterThan(3)
})

test('works part by part in order', async () => {
  const sizes: number[] = []
  const doubled = await inParts(items, async (part) => {
    sizes.push(part.length)
    return part.map(({ id }) => id * 2)
  })
  expect(doubled).toEqual(items.map(({ id }) => id * 2))
  expect(Math.max(...sizes)).toBeLessThan(1000)
  expect(await inParts([], async () => [1])).toEqual([])
})
