import './base/node-version.mjs'
import path from 'node:path'
import { endChildren, runChild, runQuietly } from './base/children.mjs'
import { exitWith, Failure } from './base/failure.mjs'
import { ROOT } from './base/root.mjs'
import { ensureInstalled } from './setup/install.mjs'
import { writeTypesConfig } from './setup/types-config.mjs'
import { neutralEnv, startPlainNext, startProduct } from './testing/product.mjs'
import {
  countPlaywright,
  countVitest,
  failureLines,
  oneCheck,
  readTally,
  slowestLines,
  sumLine,
} from './testing/results.mjs'
import { checkStructure } from './testing/structure.mjs'
import { clearWorkplace, makeWorkplace } from './testing/workplace.mjs'

const DIST_DIR = '.next-test'
const PARTS = ['static', 'unit', 'http', 'e2e']
/** Only where it is asked for: the random actions of e2e/journeys/driver.spec.ts, more of them and each time others. */
const SOAK = 'soak'
/** Only where it is asked for: clients that others' generators make of the API's document, see e2e/clients. */
const CLIENTS = 'clients'

const asked = process.argv.slice(2)
const unknown = asked.find((part) => ![...PARTS, SOAK, CLIENTS].includes(part))
if (unknown) exitWith(new Failure(`"${unknown}" is no part of the tests; the parts are ${PARTS.join(', ')}`))
const wants = (/** @type {string[]} */ ...parts) => parts.some((part) => (asked.length ? asked : PARTS).includes(part))

const workplace = makeWorkplace()
process.env.TMPDIR = workplace
/** @type {import('./testing/results.mjs').Tally[]} */
const tallies = []
/** @type {Awaited<ReturnType<typeof startProduct>> | undefined} */
let product
/** @type {Awaited<ReturnType<typeof startPlainNext>> | undefined} */
let plain
let interrupted = false

process.on('SIGINT', interrupt).on('SIGTERM', interrupt)
try {
  ensureInstalled({ dev: true })
  await run()
} catch (error) {
  if (!interrupted) console.error(error instanceof Failure ? error.message : error)
  tallies.push(oneCheck('the run', false))
} finally {
  await plain?.stop()
  await product?.stop()
  endChildren('SIGKILL')
  clearWorkplace(workplace)
}
if (interrupted) process.exit(130)
const slowest = slowestLines(tallies)
if (slowest.length) console.log(`\nThe slowest tests:\n${slowest.join('\n')}\n`)
const failures = failureLines(tallies)
if (failures.length) console.log(`What failed:\n${failures.join('\n')}\n`)
console.log(sumLine(tallies))
process.exit(tallies.some(({ failed }) => failed) ? 1 : 0)

async function run() {
  if (wants('static')) {
    await check('lint', ['@biomejs/biome/bin/biome', 'check', '.'])
    const typegen = ['next/dist/bin/next', 'typegen']
    await check('types', typegen, ['typescript/bin/tsc', '-p', writeTypesConfig(DIST_DIR)])
    await check('unused', ['knip/bin/knip.js', '--no-progress'])
    await step('structure', () => {
      const faults = checkStructure(ROOT)
      for (const fault of faults) console.log(fault)
      tallies.push(oneCheck('structure', !faults.length))
    })
  }
  const served = wants('http', 'e2e', SOAK, CLIENTS)
  await Promise.all([wants('unit') && step('unit', () => vitest(['unit'], {})), served && step('build', build)])
  if (!served) return
  const dataDir = path.join(workplace, 'data')
  const own = await step('start', () => startProduct({ dataDir, distDir: DIST_DIR }))
  product = own
  const { baseUrl, databaseUrl = '' } = own
  const env = { BASE_URL: baseUrl, DATABASE_URL: databaseUrl }
  if (wants('http')) {
    const next = await step('start next alone', () => startPlainNext({ databaseUrl, distDir: DIST_DIR }))
    plain = next
    await step('http', () => vitest(['http', 'http-own-server', 'http-next'], { ...env, PLAIN_URL: next.baseUrl }))
    await next.stop()
  }
  if (wants(CLIENTS)) await step('clients', () => vitest(['clients'], env))
  if (wants('e2e')) await step('e2e', () => playwright(env))
  if (wants(SOAK)) await step('soak', () => playwright({ ...env, ...soakEnv() }, 'driver.spec.ts'))
}

async function build() {
  const { buildWhenStale } = await import('./setup/build.mjs')
  await buildWhenStale({ distDir: DIST_DIR })
}

/**
 * One check, of one or more programs; what they say is shown when one of them fails.
 * @param {string} name @param {string[][]} programs
 */
async function check(name, ...programs) {
  await step(name, async () => {
    for (const [program = '', ...args] of programs) {
      const env = { DIST_DIR, NEXT_TELEMETRY_DISABLED: '1' }
      const { code, output } = await runQuietly(process.execPath, [inModules(program), ...args], options(env))
      if (code === 0) continue
      console.log(output.trimEnd())
      return tallies.push(oneCheck(name, false))
    }
    tallies.push(oneCheck(name, true))
  })
}

/** @param {string[]} projects of vitest.config.ts @param {Record<string, string>} env */
async function vitest(projects, env) {
  const report = path.join(workplace, `${projects.join()}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const args = [inModules('vitest/vitest.mjs'), 'run', ...projects.map((name) => `--project=${name}`), ...reporters]
  const code = await runChild(process.execPath, args, options(env))
  tallies.push(readTally(report, countVitest, code))
}

/** A seed that was given stays, to see a failure again. */
const soakEnv = () => ({
  DRIVER_ACTIONS: process.env.DRIVER_ACTIONS ?? '500',
  DRIVER_SEED: process.env.DRIVER_SEED ?? String(Date.now() % 1_000_000),
})

/** @param {Record<string, string>} env @param {string[]} files */
async function playwright(env, ...files) {
  const report = path.join(workplace, 'e2e.json')
  const args = [inModules('@playwright/test/cli.js'), 'test', ...files, '--reporter=list,json']
  const code = await runChild(process.execPath, args, options({ ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report }))
  tallies.push(readTally(report, countPlaywright, code))
}

/** @template T @param {string} name @param {() => T | Promise<T>} work */
async function step(name, work) {
  if (interrupted) throw new Failure('interrupted')
  console.log(`\n── ${name}`)
  const begun = performance.now()
  try {
    return await work()
  } finally {
    console.log(`── ${name}: ${((performance.now() - begun) / 1000).toFixed(1)} s`)
  }
}

function interrupt() {
  interrupted = true
  endChildren('SIGINT')
}

/** @param {Record<string, string>} env */
function options(env) {
  return { cwd: ROOT, env: { ...neutralEnv(), ...env } }
}

/** @param {string} program */
function inModules(program) {
  return path.join(ROOT, 'node_modules', program)
}
