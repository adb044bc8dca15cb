import { setTimeout as sleep } from 'node:timers/promises'
import { idOf } from '../data/ids.mjs'
import { openConnections } from '../load-generator.mjs'
import { startNeighbour } from '../neighbour.mjs'
import { startApp } from '../servers.mjs'
import { tokenOf } from '../sign-in.mjs'
import { count, ms, table } from '../table.mjs'

const DEALS = 10_000
const QUIET_SECONDS = 4
/** Until the load has reached its usual shape. */
const RAMP_MS = 1500

/**
 * What one tenant's single reads take while another does heavy work over 32 connections, all in one web process.
 * @param {import('../run-bench.mjs').Bench} bench
 */
export async function neighbours({ databases, options, say }) {
  const dataset = await databases.dataset({ deals: DEALS })
  const app = await startApp(dataset)
  try {
    const token = await tokenOf(app.url, { ...dataset.login, email: 'member0@tenant1.example' })
    const reads = openConnections(app.url, { headers: [{ authorization: `Bearer ${token}` }] })
    const read = () => readOf(DEALS + Math.floor(Math.random() * 200))
    await reads.run(read, { seconds: 2 })
    const loads = []
    for (const load of options.loads) {
      const quiet = figuresOf(await reads.run(read, { seconds: QUIET_SECONDS }))
      const neighbour = await startNeighbour({ url: app.url, tokens: dataset.tokens, deals: DEALS, load })
      try {
        await sleep(RAMP_MS)
        const busy = figuresOf(await reads.run(read, { seconds: options.seconds * options.rounds }))
        const { done, refused, seconds } = await neighbour.stop()
        const perSecond = Object.fromEntries(Object.entries(done).map(([kind, times]) => [kind, times / seconds]))
        loads.push({ load, quiet, busy, ratio: busy.p99Ms / quiet.p99Ms, perSecond, refused: refused / seconds })
      } finally {
        neighbour.kill()
      }
      await dataset.settle()
    }
    await reads.close()
    print(loads, say)
    return Object.fromEntries(loads.map(({ load, ...figures }) => [load, figures]))
  } finally {
    await app.stop()
  }
}

function readOf(deal) {
  const id = idOf('deal', deal)
  return { path: `/api/deals/${id}`, check: (answer) => answer.id === id }
}

const figuresOf = ({ latencies, calls }) => ({
  calls,
  p50Ms: latencies.percentile(50) / 1000,
  p99Ms: latencies.percentile(99) / 1000,
  maxMs: latencies.max / 1000,
})

function print(loads, say) {
  say('\nNeighbours: ms that a single read takes while another tenant asks for this over 32 connections')
  const rows = loads.map(({ load, quiet, busy, ratio, perSecond, refused }) => [
    load,
    ...[ms(quiet.p50Ms), ms(quiet.p99Ms), ms(busy.p50Ms), ms(busy.p99Ms), ms(busy.maxMs), ratio.toFixed(1)],
    ['list', 'search', 'bulk'].map((kind) => `${(perSecond[kind] ?? 0).toFixed(1)}`).join(' / '),
    count(refused),
  ])
  const head = ['', 'p50 quiet', 'p99', 'p50 busy', 'p99', 'max', 'p99 ratio', 'list/search/bulk a second', 'refused/s']
  say(table(head, rows))
}
