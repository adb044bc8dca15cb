import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { countPlaywright, countVitest, oneCheck, readTally, sumLine } from './results.mjs'

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
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{}] },
    ],
  })
  expect(readTally(file, countVitest, 1)).toEqual({ passed: 3, failed: 2, skipped: 2 })
})

test('counts a run that broke although no test failed', () => {
  const green = { stats: { expected: 5, unexpected: 0, flaky: 0, skipped: 0 }, errors: [] }
  expect(readTally(report(green), countPlaywright, 0)).toEqual({ passed: 5, failed: 0, skipped: 0 })
  expect(readTally(report(green), countPlaywright, 1).failed).toBe(1)
  expect(readTally(report('{'), countPlaywright, 0).failed).toBe(1)
})

test('sums up in one line', () => {
  expect(sumLine([oneCheck(true), { passed: 4, failed: 0, skipped: 0 }])).toBe('5 passed, 0 failed')
  expect(sumLine([oneCheck(false), { passed: 4, failed: 1, skipped: 2 }])).toBe('4 passed, 2 failed, 2 skipped')
})
