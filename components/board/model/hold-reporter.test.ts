import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createHoldReporter } from './hold-reporter'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const later = (ms: number) => vi.advanceTimersByTimeAsync(ms)

function setUp(answerAfter = 0) {
  const reported: (string | null)[] = []
  const { report } = createHoldReporter(async (holds) => {
    reported.push(holds)
    await new Promise((resolve) => setTimeout(resolve, answerAfter))
  })
  return { reported, report }
}

test('a lift and a drop are told once each', async () => {
  const { reported, report } = setUp()
  report('acme')
  report('acme')
  await later(1000)
  expect(reported).toEqual(['acme'])
  report(null)
  report(null)
  await later(60_000)
  expect(reported).toEqual(['acme', null])
})

test('what is put down at once is not told', async () => {
  const { reported, report } = setUp()
  report('acme')
  await later(100)
  report(null)
  await later(60_000)
  expect(reported).toEqual([])
})

test('what stays in hand is repeated', async () => {
  const { reported, report } = setUp()
  report('acme')
  await later(12_000)
  expect(reported).toEqual(['acme', 'acme', 'acme'])
})

test('a drop is told after the lift has been heard, however long that takes', async () => {
  const { reported, report } = setUp(7000)
  report('acme')
  await later(6000)
  report(null)
  await later(500)
  expect(reported).toEqual(['acme'])
  await later(20_000)
  expect(reported).toEqual(['acme', null])
})

test('a refusal ends nothing', async () => {
  const reported: (string | null)[] = []
  const { report } = createHoldReporter(async (holds) => {
    reported.push(holds)
    throw new Error('no network')
  })
  report('acme')
  await later(200)
  report(null)
  await later(200)
  expect(reported).toEqual(['acme', null])
})
