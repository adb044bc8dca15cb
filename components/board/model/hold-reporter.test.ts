import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createHoldReporter } from './hold-reporter'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const later = (ms: number) => vi.advanceTimersByTimeAsync(ms)

function hand(answerAfter = 0) {
  const told: (string | null)[] = []
  const { hold } = createHoldReporter(async (holds) => {
    told.push(holds)
    await new Promise((resolve) => setTimeout(resolve, answerAfter))
  })
  return { told, hold }
}

test('a lift and a drop are told once each', async () => {
  const { told, hold } = hand()
  hold('acme')
  hold('acme')
  await later(1000)
  expect(told).toEqual(['acme'])
  hold(null)
  hold(null)
  await later(60_000)
  expect(told).toEqual(['acme', null])
})

test('what is put down at once is not told', async () => {
  const { told, hold } = hand()
  hold('acme')
  await later(100)
  hold(null)
  await later(60_000)
  expect(told).toEqual([])
})

test('what stays in hand is repeated', async () => {
  const { told, hold } = hand()
  hold('acme')
  await later(12_000)
  expect(told).toEqual(['acme', 'acme', 'acme'])
})

test('a drop is told after the lift has been heard, however long that takes', async () => {
  const { told, hold } = hand(7000)
  hold('acme')
  await later(6000)
  hold(null)
  await later(500)
  expect(told).toEqual(['acme'])
  await later(20_000)
  expect(told).toEqual(['acme', null])
})

test('a refusal ends nothing', async () => {
  const told: (string | null)[] = []
  const { hold } = createHoldReporter(async (holds) => {
    told.push(holds)
    throw new Error('no network')
  })
  hold('acme')
  await later(200)
  hold(null)
  await later(200)
  expect(told).toEqual(['acme', null])
})
