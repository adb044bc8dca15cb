import { expect, test } from 'vitest'
import { earliestCursor, isLaterCursor, latestCursor } from './cursor'

test.each([
  ['1.2.9', '1.2.10'],
  ['1.2.10-8', '1.2.10'],
  ['1.2.10', '1.2.10~11.4'],
  ['1.2.99', '2.2.5'],
  ['no cursor', '1.2.3'],
])('%s comes before %s', (before, after) => {
  expect([isLaterCursor(after, before), isLaterCursor(before, after), isLaterCursor(after, after)]).toEqual([
    true,
    false,
    false,
  ])
  expect([earliestCursor(before, after), earliestCursor(after, before)]).toEqual([before, before])
  expect([latestCursor(before, after), latestCursor(after, before)]).toEqual([after, after])
})
