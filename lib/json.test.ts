import { expect, test } from 'vitest'
import { toJson } from './json'

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
