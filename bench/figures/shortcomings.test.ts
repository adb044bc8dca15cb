import { expect, test } from 'vitest'
import budgets from './budgets.json'
import { shortcomingsOf, shortcomingsOfBoard } from './shortcomings.mjs'

const operation = (ratio: number) => ({ app: { p99Ms: 10 }, bare: { p99Ms: 8 }, ratio: { median: ratio } })
const api = () => ({
  operations: { get: operation(0.8), list: operation(0.9), move: operation(0.7) },
  memoryMb: 200,
})
const good = () => ({
  api: { 1000: api(), 100000: api() },
  growth: { get: { 100000: { relative: { median: 1.1 } }, 1000000: { relative: { median: 1.2 } } } },
  page: {
    1000: {
      server: { cpuMs: 5 },
      firstCards: { coldMs: 300 },
      addresses: { sorted: { server: { cpuMs: 20 }, firstCardsMs: 350 } },
    },
  },
  stream: { drop: { p95Ms: 80 } },
  start: { medianMs: 1500 },
  neighbours: { mixed: { ratio: { median: 2 } } },
})

test('finds nothing in good results', () => {
  expect(shortcomingsOf(good(), budgets)).toEqual([])
})

test('names what is past its budget', () => {
  const results = good()
  results.api[1000].operations.list = operation(0.5)
  results.page[1000].firstCards.coldMs = 900
  results.page[1000].addresses.sorted.server.cpuMs = 40
  expect(shortcomingsOf(results, budgets)).toEqual([
    'list at 1000 deals, ratio to bare is 0.50, at least 0.75 is wanted',
    'first cards, ms is 900, at most 400 is allowed',
    'processor time of the board page sorted, ms is 40, at most 25 is allowed',
  ])
})

test('names what was not measured', () => {
  const { stream: _, ...results } = good()
  expect(shortcomingsOf(results, budgets)).toEqual(['drop to another screen, p95 ms was not measured'])
  expect(shortcomingsOf({}, budgets).length).toBeGreaterThan(10)
})

test('judges the board at every size', () => {
  const size = () => ({
    firstCards: { p50Ms: 300 },
    lift: { p95Ms: 80 },
    dragging: { p95Ms: 17 },
    scrolling: { p95Ms: 17 },
    memory: { grownMb: 0.1 },
  })
  const report = { 300: size(), 1000: size(), 10000: size() }
  expect(shortcomingsOfBoard(report, budgets)).toEqual([])
  report[10000].memory.grownMb = 12
  report[300].lift.p95Ms = 130
  expect(shortcomingsOfBoard(report, budgets)).toEqual([
    'drag start among 300 deals, p95 ms is 130, at most 100 is allowed',
    'memory more after dragging among 10000 deals, MB is 12, at most 1 is allowed',
  ])
  expect(shortcomingsOfBoard(undefined, budgets)).toHaveLength(15)
})
