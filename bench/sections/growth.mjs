import { count, ms, ratio, table, us } from '../figures/table.mjs'
import { bearers, openConnections } from '../loads/load-generator.mjs'
import { cpuOfCall, measure, orNull, rateOf, spread, summarise } from '../loads/measure.mjs'
import { operationsOn, TITLES } from '../loads/operations.mjs'
import { signIn } from '../loads/sign-in.mjs'
import { startApp } from '../servers/servers.mjs'

const MEASURED = /** @type {const} */ (['get', 'list', 'filter', 'move', 'page'])
const PAGE_CONNECTIONS = 4
/** Of a large tenant: its deals are many because each pipeline has many. */
const PIPELINES = 10

/**
 * @typedef {import('./options.mjs').Bench} Bench
 * @typedef {typeof MEASURED[number]} Name
 * @typedef {Awaited<ReturnType<typeof openTenant>>} Tenant
 * @typedef {{ name: Name, tenant: Tenant, rounds: import('../loads/measure.mjs').Measurement[] }} Cell
 */

/**
 * What an answer costs as the tenant grows, against the smallest one: three databases and three servers side by side,
 * asked in turns. @param {Bench} bench
 */
export async function growth({ databases, options, say }) {
  /** @type {Tenant[]} */
  const tenants = []
  for (const deals of options.growth) {
    const perPipeline = Math.max(1000, deals / PIPELINES)
    tenants.push(await openTenant(await databases.dataset({ deals, perPipeline })))
  }
  /** @type {Cell[]} */
  const cells = MEASURED.flatMap((name) => tenants.map((tenant) => ({ name, tenant, rounds: [] })))
  for (let round = 0; round <= options.rounds; round++)
    for (const { name, tenant, rounds } of cells) {
      const measured = await measureOne(name, tenant, { databasePid: databases.pid, options })
      // The first round warms up.
      if (round) rounds.push(measured)
    }
  for (const { app, connections } of tenants) {
    await Promise.all([connections.api.close(), connections.page.close()])
    await app.stop()
  }
  const report = Object.fromEntries(
    MEASURED.map((name) => [name, compareSizes(cells.filter((cell) => cell.name === name))]),
  )
  print(report, say)
  return report
}

/** @param {import('../servers/database.mjs').Dataset} dataset */
async function openTenant(dataset) {
  const app = await startApp(dataset)
  const cookie = await signIn(app.url, dataset.login)
  const connections = {
    api: openConnections(app.url, { headers: bearers(dataset.tokens) }),
    page: openConnections(app.url, { headers: Array(PAGE_CONNECTIONS).fill({ cookie }) }),
  }
  return { dataset, app, connections, operations: operationsOn(dataset) }
}

/** @param {Name} name @param {Tenant} tenant @param {{ databasePid: number, options: Bench['options'] }} given */
async function measureOne(name, { connections, operations, app, dataset }, { databasePid, options }) {
  const { seconds, warmUp } = options
  const own = name === 'page' ? connections.page : connections.api
  const measured = await measure(own, operations[name], { pid: app.pid, databasePid, warmUp, seconds })
  if (name === 'move') await dataset.settle()
  return measured
}

/** @param {Cell[]} cells of one operation, the smallest tenant's first */
function compareSizes(cells) {
  const least = cells[0]?.rounds ?? []
  const leastRates = least.map(rateOf)
  const leastCpu = cpuOfCall(summarise(least))
  return Object.fromEntries(
    cells.map(({ tenant, rounds }) => {
      const figures = summarise(rounds)
      const relative = spread(rounds.map((round, i) => (leastRates[i] ?? Number.NaN) / rateOf(round)))
      return [tenant.dataset.deals, { ...figures, relative, relativeCpu: orNull(cpuOfCall(figures) / leastCpu) }]
    }),
  )
}

/** @param {Record<string, ReturnType<typeof compareSizes>>} report @param {Bench['say']} say */
function print(report, say) {
  say('\nGrowth: time an answer takes, relative to the smallest tenant; processor time in µs')
  const rows = Object.entries(report).flatMap(([name, sizes]) =>
    Object.entries(sizes).map(([deals, of]) => [
      TITLES[name] ?? name,
      ...[count(Number(deals)), count(of.perSecond), ratio(of.relative), ms(of.p50Ms), ms(of.p99Ms)],
      ...[us(of.serverCpuUs), us(of.databaseCpuUs), of.relativeCpu === null ? '–' : of.relativeCpu.toFixed(2)],
    ]),
  )
  say(table(['', 'deals', 'app/s', 'relative (range)', 'p50 ms', 'p99 ms', 'CPU', 'PG CPU', 'relative'], rows))
}
