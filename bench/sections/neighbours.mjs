import { createHistogram } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { idOf } from '../data/ids.mjs'
import { count, ms, ratio, table } from '../figures/table.mjs'
import { openConnections } from '../loads/load-generator.mjs'
import { spread } from '../loads/measure.mjs'
import { startNeighbour } from '../loads/neighbour.mjs'
import { tokenOf } from '../loads/sign-in.mjs'
import { startApp } from '../servers/servers.mjs'

const DEALS = 10_000
const KINDS = ['list', 'search', 'bulk']
/** Until the load has reached its usual shape. */
const RAMP_MS = 1500

/**
 * @typedef {import('./options.mjs').Bench} Bench
 * @typedef {import('../loads/load-generator.mjs').Run} Run
 * @typedef {{ quiet: Run, busy: Run } & import('../loads/neighbour.mjs').Answers} Round
 * @typedef {Record<string, ReturnType<typeof summaryOf>>} Report
 */

/**
 * What one tenant's single reads take while another does heavy work over 32 connections, all in one web process.
 * @param {Bench} bench
 */
export async function neighbours({ databases, options, say }) {
  const dataset = await databases.dataset({ deals: DEALS })
  const app = await startApp(dataset)
  try {
    const token = await tokenOf(app.url, { ...dataset.login, email: 'member0@tenant1.example' })
    const reads = openConnections(app.url, { headers: [{ authorization: `Bearer ${token}` }] })
    const read = () => readOf(DEALS + Math.floor(Math.random() * 200))
    await reads.run(read, { seconds: 2 })
    /** @type {Report} */
    const report = {}
    for (const load of options.loads) {
      /** @type {Round[]} */
      const rounds = []
      for (let round = 0; round < options.rounds; round++) {
        const quiet = await reads.run(read, { seconds: options.seconds })
        const neighbour = await startNeighbour({ url: app.url, tokens: dataset.tokens, deals: DEALS, load })
        try {
          await sleep(RAMP_MS)
          const busy = await reads.run(read, { seconds: options.seconds })
          rounds.push({ quiet, busy, ...(await neighbour.stop()) })
        } finally {
          neighbour.kill()
        }
      }
      report[load] = summaryOf(rounds)
      await dataset.settle()
    }
    await reads.close()
    print(report, say)
    return report
  } finally {
    await app.stop()
  }
}

/** @param {number} deal @returns {import('../loads/operations.mjs').Call} */
function readOf(deal) {
  const id = idOf('deal', deal)
  return { path: `/api/deals/${id}`, check: (answer) => answer.id === id }
}

/** @param {Round[]} rounds */
function summaryOf(rounds) {
  const p99 = (/** @type {Run} */ { latencies }) => latencies.percentile(99) / 1000
  const seconds = rounds.reduce((sum, round) => sum + round.seconds, 0)
  const perSecond = (/** @type {(round: Round) => number} */ of) =>
    rounds.reduce((sum, round) => sum + of(round), 0) / seconds
  return {
    quiet: figuresOf(rounds.map(({ quiet }) => quiet)),
    busy: figuresOf(rounds.map(({ busy }) => busy)),
    ratio: spread(rounds.map(({ quiet, busy }) => p99(busy) / p99(quiet))),
    perSecond: Object.fromEntries(KINDS.map((kind) => [kind, perSecond(({ done }) => done[kind] ?? 0)])),
    refused: perSecond(({ refused }) => refused),
  }
}

/** @param {Run[]} runs */
function figuresOf(runs) {
  const all = createHistogram()
  for (const { latencies } of runs) all.add(latencies)
  return { p50Ms: all.percentile(50) / 1000, p99Ms: all.percentile(99) / 1000, maxMs: all.max / 1000 }
}

/** @param {Report} report @param {Bench['say']} say */
function print(report, say) {
  say('\nNeighbours: ms that a single read takes while another tenant asks for this over 32 connections')
  const rows = Object.entries(report).map(([load, { quiet, busy, ratio: of, perSecond, refused }]) => [
    load,
    ...[ms(quiet.p50Ms), ms(quiet.p99Ms), ms(busy.p50Ms), ms(busy.p99Ms), ms(busy.maxMs), ratio(of)],
    KINDS.map((kind) => (perSecond[kind] ?? 0).toFixed(1)).join(' / '),
    count(refused),
  ])
  const shares = `${KINDS.join(' / ')} a second`
  say(table(['', 'p50 quiet', 'p99', 'p50 busy', 'p99', 'max', 'p99 ratio (range)', shares, 'refused'], rows))
}
