import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { countPlaywright, countVitest, failureLines, oneCheck, readTally, slowestLines, sumLine } from './results.mjs'

const folder = mkdtempSync(path.join(tmpdir(), 'penstock-results-'))
afterAll(() => rmSync(folder, { recursive: true }))

function report(content: unknown) {
  const file = path.join(folder, 'report.json')
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

test('counts a file that could not be loaded as a failure', () => {
  const file = report({
    numPassedTests: 3,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [
      { name: 'a.test.ts', message: 'no such module', status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{ fullName: 'a test', duration: 5, failureMessages: ['1 is not 2'] }] },
    ],
  })
  const tests = [
    { name: 'a test', ms: 5, error: '1 is not 2' },
    { name: 'a.test.ts', ms: 0, error: 'no such module' },
  ]
  expect(readTally(file, countVitest, 1)).toEqual({ passed: 3, failed: 2, skipped: 2, tests })
})

test('counts a run that broke although no test failed', () => {
  const green = { stats: { expected: 5, unexpected: 0, flaky: 0, skipped: 0 }, errors: [], suites: [] }
  expect(readTally(report(green), countPlaywright, 0)).toEqual({ passed: 5, failed: 0, skipped: 0, tests: [] })
  expect(readTally(report(green), countPlaywright, 1).failed).toBe(1)
  expect(readTally(report('{'), countPlaywright, 0).failed).toBe(1)
})

test('sums up in one line', () => {
  const tally = { passed: 4, failed: 0, skipped: 0, tests: [] }
  expect(sumLine([oneCheck('lint', true), tally])).toBe('5 passed, 0 failed')
  expect(sumLine([oneCheck('lint', false), { ...tally, failed: 1, skipped: 2 }])).toBe('4 passed, 2 failed, 2 skipped')
})

test('names the ten slowest of all runners, the slowest first', () => {
  const tests = Array.from({ length: 12 }, (_, i) => ({ fullName: `unit ${i}`, duration: i * 100 }))
  const unit = countVitest({ testResults: [{ status: 'passed', assertionResults: tests }] })
  const inner = { suites: [], specs: [{ title: 'journey', tests: [{ results: [{ duration: 12_340 }] }] }] }
  const e2e = countPlaywright({ stats: {}, errors: [], suites: [{ suites: [inner] }] })
  const lines = slowestLines([unit, oneCheck('lint', true), e2e])
  expect(lines).toHaveLength(10)
  expect(lines.slice(0, 2)).toEqual(['  12.3 s  journey', '   1.1 s  unit 11'])
})

test('names what failed in all runners, with the first lines of why', () => {
  const failed = { fullName: 'unit', duration: 1, failureMessages: [Array(20).fill('why').join('\n')] }
  const unit = countVitest({ testResults: [{ status: 'failed', assertionResults: [failed] }] })
  const results = [{ duration: 1, errors: [{ message: 'too late' }] }, { duration: 1 }]
  const suites = [{ specs: [{ title: 'journey', tests: [{ results }] }] }]
  const e2e = countPlaywright({ stats: {}, errors: [{ message: 'no browser' }], suites })
  const lines = failureLines([unit, oneCheck('lint', false), oneCheck('types', true), e2e])
  expect(lines.filter((line) => line.includes('✗'))).toEqual(['  ✗ unit', '  ✗ lint', '  ✗ journey', '  ✗ e2e'])
  expect(lines.filter((line) => line.includes('why'))).toHaveLength(12)
  expect(lines).toContain('      too late')
})
