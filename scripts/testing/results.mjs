import { readFileSync } from 'node:fs'

/**
 * @typedef {{ name: string, ms: number }} Timed
 * @typedef {{ passed: number, failed: number, skipped: number, tests: Timed[] }} Tally
 * @typedef {{ status: string, assertionResults: { fullName: string, duration?: number }[] }} VitestFile
 * @typedef {{ specs?: { title: string, tests: { results: { duration: number }[] }[] }[], suites?: Suite[] }} Suite
 */

/** @param {boolean} passed @returns {Tally} */
export const oneCheck = (passed) => ({ passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0, tests: [] })

/**
 * What a runner reported; a run that broke without a failed test counts as one failure.
 * @param {string} file @param {(report: any) => Tally} count @param {number} code the runner's exit code
 */
export function readTally(file, count, code) {
  const tally = readReport(file, count)
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally
}

/** @param {any} report vitest's; a file that could not be loaded has no tests to count @returns {Tally} */
export function countVitest(report) {
  /** @type {VitestFile[]} */
  const files = report.testResults
  const broken = files.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
    tests: files.flatMap((file) =>
      file.assertionResults.map(({ fullName, duration = 0 }) => ({ name: fullName, ms: duration })),
    ),
  }
}

/** @param {any} report Playwright's @returns {Tally} */
export function countPlaywright({ stats, errors, suites }) {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
    tests: suites.flatMap(testsIn),
  }
}

/** @param {Suite} suite @returns {Timed[]} */
function testsIn({ specs = [], suites = [] }) {
  const own = specs.flatMap(({ title, tests }) =>
    tests.flatMap(({ results }) => results.map(({ duration }) => ({ name: title, ms: duration }))),
  )
  return [...own, ...suites.flatMap(testsIn)]
}

/** @param {Tally[]} tallies */
export function sumLine(tallies) {
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) =>
    tallies.reduce((total, tally) => total + tally[key], 0)
  return `${sum('passed')} passed, ${sum('failed')} failed${sum('skipped') ? `, ${sum('skipped')} skipped` : ''}`
}

/** The ten tests that took longest, one a line. @param {Tally[]} tallies */
export function slowestLines(tallies) {
  const slowest = tallies.flatMap(({ tests }) => tests).sort((a, b) => b.ms - a.ms)
  return slowest.slice(0, 10).map(({ name, ms }) => `${(ms / 1000).toFixed(1).padStart(6)} s  ${name}`)
}

/** @param {string} file @param {(report: any) => Tally} count */
function readReport(file, count) {
  try {
    return count(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return oneCheck(false)
  }
}
