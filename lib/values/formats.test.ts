import { expect, test } from 'vitest'
import { percent } from './formats'

test.each([
  [0, undefined],
  [100, undefined],
  [101, 'must be from 0 to 100'],
  [-1, 'must be from 0 to 100'],
  [0.5, 'must be a whole number from 0 to 100'],
  ['5', 'must be a whole number from 0 to 100'],
])('of %j as a percentage it says: %s', (value, message) =>
  expect(percent.safeParse(value).error?.issues[0]?.message).toBe(message),
)
