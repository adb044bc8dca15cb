import { readFileSync } from 'node:fs'

/**
 * @typedef {{ name: string, ms: number, error?: string }} Outcome of one test
 * @typedef {{ passed: number, failed: number, skipped: number, tests: Outcome[] }} Tally
 * @typedef {{ fullName: string, duration?: number, failureMessages?: string[] }} VitestTest
 * @typedef {{ name: string, message: string, status: string, assertionResults: VitestTest[] }} VitestFile
 * @typedef {{ duration: number, errors?: { message?: string }[] }} PlaywrightResult
 * @typedef {{ specs?: { title: string, tests: { results: PlaywrightResult[] }[] }[], suites?: Suite[] }} Suite
 */

/** @param {string} name @param {boolean} passed @returns {Tally} */
export function oneCheck(name, passed) {
  if (passed) return { passed: 1, failed: 0, skipped: 0, tests: [] }
  return { passed: 0, failed: 1, skipped: 0, tests: [{ name, ms: 0, error: 'see above' }] }
}

/**
 * What a runner reported; a run that broke without a failed test counts as one failure.
 * @param {string} file @param {(report: any) => Tally} count @param {number} code the runner's exit code
 */
export function readTally(file, count, code) {
  const tally = readReport(file, count)
  if (code === 0 || tally.failed > 0) return tally
  return { ...tally, failed: 1, tests: [...tally.tests, { name: file, ms: 0, error: `the run ended with ${code}` }] }
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
    tests: [
      ...files.flatMap((file) => file.assertionResults.map(vitestOutcome)),
      ...broken.map(({ name, message }) => ({ name, ms: 0, error: message })),
    ],
  }
}

/** @param {VitestTest} test @returns {Outcome} */
const vitestOutcome = ({ fullName, duration = 0, failureMessages = [] }) => outcome(fullName, duration, failureMessages)

/** @param {{ stats: any, errors: { message?: string }[], suites: Suite[] }} report Playwright's @returns {Tally} */
export function countPlaywright({ stats, errors, suites }) {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
    tests: [...suites.flatMap(testsIn), ...errors.map(({ message }) => ({ name: 'e2e', ms: 0, error: message }))],
  }
}

/** @param {Suite} suite @returns {Outcome[]} */
function testsIn({ specs = [], suites = [] }) {
  const own = specs.flatMap(({ title, tests }) =>
    tests.flatMap(({ results }) =>
      results.map(({ duration, errors = [] }) =>
        outcome(
          title,
          duration,
          errors.map(({ message = '' }) => message),
        ),
      ),
    ),
  )
  return [...own, ...suites.flatMap(testsIn)]
}

/** @param {string} name @param {number} ms @param {string[]} errors @returns {Outcome} */
const outcome = (name, ms, errors) => (errors.length ? { name, ms, error: errors.join('\n') } : { name, ms })

/** @param {Tally[]} tallies */
export function sumLine(tallies) {
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) =>
    tallies.reduce((total, tally) => total + tally[key], 0)
  return `${sum('passed')} passed, ${sum('failed')} failed${sum('skipped') ? `, ${sum('skipped')} skipped` : ''}`
}

/** What failed and why, the first lines of each reason, to stand at the end of a long output. @param {Tally[]} tallies */
export function failureLines(tallies) {
  const failed = tallies.flatMap(({ tests }) => tests.filter(({ error }) => error !== undefined))
  return failed.flatMap(({ name, error = '' }) => [
    `  ✗ ${name}`,
    ...error.split('\n', 12).map((line) => `      ${line}`),
  ])
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
    return oneCheck(`${file} cannot be read`, false)
  }
}
