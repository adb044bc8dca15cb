import { expect, test } from 'vitest'
import { inJson, toJson } from './json'

const items = Array.from({ length: 5000 }, (_, id) => ({ id, title: `“${id}”`, amount: null }))

test.each([
  ['a long list', { items }],
  ['a long list with its total', { items, total: 9 }],
  ['what stands before the list', { batchId: 'x', items }],
  ['a short list', { items: items.slice(0, 3), total: 3 }],
  ['an entity', { id: 'x', version: 1 }],
  ['a number', 7],
])('writes %s as JSON.stringify does', async (_what, value) => {
  expect(JSON.parse(await toJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
})

test.each([0, 1, 3, 5000])('writes a list of %i that is in JSON already like any other', async (length) => {
  const few = items.slice(0, length)
  expect(await toJson({ items: few.map(inJson), total: 9 })).toBe(JSON.stringify({ items: few, total: 9 }))
})
