import { expect, test } from 'vitest'
import { earlier, isLater, later } from './cursor'

test.each([
  ['9.5', '10.0'],
  ['10.9', '10.10'],
  ['18446744073709551614.1', '18446744073709551615.0'],
  ['7.0', '7.1'],
])('%s comes before %s', (before, after) => {
  expect([isLater(after, before), isLater(before, after), isLater(after, after)]).toEqual([true, false, false])
  expect([earlier(before, after), earlier(after, before)]).toEqual([before, before])
  expect([later(before, after), later(after, before)]).toEqual([after, after])
})
