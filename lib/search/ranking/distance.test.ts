import { expect, test } from 'vitest'
import { distance } from './distance'

test.each([
  ['Used ware', ['ware'], 0],
  ['(WÁRE)/sold', ['ware'], 0],
  ['Warehouse scanners', ['ware'], 1],
  ['Donware', ['ware'], 2],
  ['Donware warehouse', ['ware'], 1],
  ['Hall', ['ware'], 3],
  ['Warehouse hall', ['hall', 'ware'], 1],
  ['Hall 100%', ['0%'], 2],
  ['株式会社東京電力', ['東京'], 2],
  ['anything', [], 0],
])('%s for %j: %i', (text, words, expected) => expect(distance(text, words)).toBe(expected))
