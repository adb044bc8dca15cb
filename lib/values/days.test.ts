import { expect, test } from 'vitest'
import { daysSince } from './days'

test.each([
  ['2026-11-27T23:59:00.000Z', 0],
  ['2026-11-27T12:00:00.001Z', 0],
  ['2026-11-27T12:00:00.000Z', 1],
  ['2026-11-08T12:00:00.000Z', 20],
  ['2026-11-28T12:00:01.000Z', 0],
])('since %s there are %d whole days', (moment, days) =>
  expect(daysSince(moment, Date.parse('2026-11-28T12:00:00.000Z'))).toBe(days),
)
