import { createHistogram } from 'node:perf_hooks'
import { cpuOf } from '../figures/processes.mjs'

/**
 * @typedef {object} Measurement
 * @property {number} calls
 * @property {number} seconds
 * @property {import('node:perf_hooks').RecordableHistogram} latencies in microseconds
 * @property {number | undefined} serverCpu microseconds
 * @property {number | undefined} databaseCpu
 */

/**
 * One stretch of calls to one server, with what it cost the server and the database.
 * @param {import('./load-generator.mjs').Connections} connections
 * @param {import('./operations.mjs').Operation} operation
 * @param {{ pid: number, databasePid: number, warmUp: number } & ({ seconds: number } | { calls: number })} options
 * @returns {Promise<Measurement>}
 */
export async function measure(connections, operation, { pid, databasePid, warmUp, ...extent }) {
  await connections.run(operation, { seconds: warmUp })
  const before = [cpuOf(pid), cpuOf(databasePid)]
  const result = await connections.run(operation, extent)
  const after = [cpuOf(pid), cpuOf(databasePid)]
  const [serverCpu, databaseCpu] = after.map((time, i) => time && time - (before[i] ?? 0))
  return { ...result, serverCpu, databaseCpu }
}

/** @param {Measurement[]} rounds */
export function summarise(rounds) {
  const sum = (/** @type {(round: Measurement) => number | undefined} */ of) =>
    rounds.reduce((total, round) => total + (of(round) ?? Number.NaN), 0)
  const calls = sum((round) => round.calls)
  const all = createHistogram()
  for (const { latencies } of rounds) all.add(latencies)
  return {
    perSecond: median(rounds.map(rateOf)),
    p50Ms: all.percentile(50) / 1000,
    p99Ms: all.percentile(99) / 1000,
    serverCpuUs: orNull(sum((round) => round.serverCpu) / calls),
    databaseCpuUs: orNull(sum((round) => round.databaseCpu) / calls),
    calls,
  }
}

/** @param {{ calls: number, seconds: number }} round */
export const rateOf = ({ calls, seconds }) => calls / seconds

/** The middle of a series and its ends. @param {number[]} values */
export const spread = (values) => ({ median: median(values), low: Math.min(...values), high: Math.max(...values) })

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? (sorted[middle] ?? Number.NaN) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

/** Where a series of milliseconds stands. @param {number[]} values */
export function quantiles(values) {
  const sorted = Float64Array.from(values).sort()
  const at = (/** @type {number} */ percent) => sorted[Math.ceil((percent / 100) * sorted.length) - 1] ?? Number.NaN
  return { p50Ms: at(50), p95Ms: at(95), maxMs: at(100) }
}

/** What a call cost server and database together. @param {{ serverCpuUs: number | null, databaseCpuUs: number | null }} summary */
export const cpuOfCall = ({ serverCpuUs, databaseCpuUs }) => (serverCpuUs ?? Number.NaN) + (databaseCpuUs ?? Number.NaN)

/** @param {number} value */
export const orNull = (value) => (Number.isNaN(value) ? null : value)
