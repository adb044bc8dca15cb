import { Failure } from '../../scripts/base/failure.mjs'
import { memoryOf } from '../figures/processes.mjs'
import { count, ms, table } from '../figures/table.mjs'
import { bearers, openConnections } from '../loads/load-generator.mjs'
import { median, rateOf } from '../loads/measure.mjs'
import { operationsOn } from '../loads/operations.mjs'
import { startApp } from '../servers/servers.mjs'

const DEALS = 1000
const SLICE_SECONDS = 30
const LEAST_SLICES = 7
/** What the last third may fall to of the first. */
const KEPT = 0.9

/**
 * @typedef {import('./options.mjs').Bench} Bench
 * @typedef {{ perSecond: number, p99Ms: number, memoryMb: number | null }} Slice
 * @typedef {{ sliceSeconds: number, slices: Slice[], first: number, last: number }} Report
 */

/** A mixture of calls for minutes: throughput must not fall. @param {Bench} bench */
export async function soak({ databases, options, say }) {
  const slices = Math.max(LEAST_SLICES, Math.round((options.minutes * 60) / SLICE_SECONDS))
  const sliceSeconds = (options.minutes * 60) / slices
  const dataset = await databases.dataset({ deals: DEALS })
  const app = await startApp(dataset)
  /** @type {Report} */
  const report = { sliceSeconds, slices: [], first: 0, last: 0 }
  try {
    const connections = openConnections(app.url, { headers: bearers(dataset.tokens) })
    const mixture = mixtureOf(operationsOn(dataset))
    for (let i = 0; i < slices; i++) {
      const result = await connections.run(mixture, { seconds: sliceSeconds })
      const slice = {
        perSecond: rateOf(result),
        p99Ms: result.latencies.percentile(99) / 1000,
        memoryMb: memoryOf(app.pid) ?? null,
      }
      report.slices.push(slice)
      say(`soak ${i + 1} of ${slices}: ${count(slice.perSecond)} a second`)
    }
    await connections.close()
  } finally {
    await app.stop()
  }
  // The first slice warms up.
  const rates = report.slices.slice(1).map(({ perSecond }) => perSecond)
  const third = Math.floor(rates.length / 3)
  report.first = median(rates.slice(0, third))
  report.last = median(rates.slice(-third))
  print(report, say)
  if (report.last < KEPT * report.first)
    throw new Failure(`throughput fell from ${count(report.first)} to ${count(report.last)} a second`)
  return report
}

/**
 * Half of the calls get a deal, three tenths list, two tenths move.
 * @param {ReturnType<typeof operationsOn>} operations @returns {import('../loads/operations.mjs').Operation}
 */
function mixtureOf({ get, list, move }) {
  return () => {
    const chance = Math.random()
    return chance < 0.5 ? get() : chance < 0.8 ? list() : move()
  }
}

/** @param {Report} report @param {Bench['say']} say */
function print({ slices, sliceSeconds, first, last }, say) {
  say(`\nSoak: get, list and move mixed, in slices of ${Math.round(sliceSeconds)} s`)
  const rows = slices.map(({ perSecond, p99Ms, memoryMb }, i) => [
    String(i + 1),
    ...[count(perSecond), ms(p99Ms), memoryMb === null ? '–' : count(memoryMb)],
  ])
  say(table(['slice', 'app/s', 'p99 ms', 'MB'], rows))
  say(`last third to first third: ${(last / first).toFixed(2)}`)
}
