import { expect, test } from 'vitest'
import { earlier, isLater, later } from './cursor'

test.each([
  ['1.2.9', '1.2.10'],
  ['1.2.10-8', '1.2.10'],
  ['1.2.10', '1.2.10~11.4'],
  ['1.2.99', '2.2.5'],
  ['no cursor', '1.2.3'],
])('%s comes before %s', (before, after) => {
  expect([isLater(after, before), isLater(before, after), isLater(after, after)]).toEqual([true, false, false])
  expect([earlier(before, after), earlier(after, before)]).toEqual([before, before])
  expect([later(before, after), later(after, before)]).toEqual([after, after])
})
