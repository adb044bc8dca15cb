import { floorOf } from '../bare/floor.mjs'
import { memoryOf } from '../figures/processes.mjs'
import { count, ms, ratio, table, us } from '../figures/table.mjs'
import { bearers, openConnections } from '../loads/load-generator.mjs'
import { cpuOfCall, measure, orNull, rateOf, spread, summarise } from '../loads/measure.mjs'
import { operationsOn, TITLES } from '../loads/operations.mjs'
import { startApp, startBare } from '../servers/servers.mjs'

const WARM_UP = 2

/**
 * @typedef {import('./options.mjs').Bench} Bench
 * @typedef {import('../loads/operations.mjs').Operation} Operation
 * @typedef {import('../servers/database.mjs').Dataset} Dataset
 * @typedef {import('../servers/servers.mjs').Server} Server
 * @typedef {import('../loads/measure.mjs').Measurement} Measurement
 * @typedef {[app: Measurement, bare: Measurement]} Pair
 * @typedef {Awaited<ReturnType<typeof compare>>} Report
 */

/** The app against a server that does the least that can be done, in turns. @param {Bench} bench */
export async function api(bench) {
  /** @type {Record<number, Report>} */
  const results = {}
  for (const deals of bench.options.deals) results[deals] = await compare(bench, deals)
  return results
}

/** @param {Bench} bench @param {number} deals */
async function compare({ databases, options, say }, deals) {
  const dataset = await databases.dataset({ deals })
  const operations = operationsOn(dataset)
  const app = await (options.control ? startBare : startApp)(dataset)
  const series = options.operations.map((name) => ({ name, pairs: /** @type {Pair[]} */ ([]) }))
  try {
    for (const { name } of series) await warm(app, dataset, operations[name])
    for (let round = 0; round < options.rounds; round++)
      for (const { name, pairs } of series) {
        const operation = operations[name]
        const pair = await measurePair({ app, dataset, operation, databasePid: databases.pid, options })
        await dataset.settle()
        pairs.push(pair)
        const rates = pair.map((side) => count(rateOf(side))).join(' against ')
        say(`${count(deals)} deals, ${TITLES[name]}, round ${round + 1}: ${rates} a second`)
      }
    const floors = await floorOf(dataset, { seconds: options.seconds })
    const compared = Object.fromEntries(series.map(({ name, pairs }) => [name, compareRounds(pairs)]))
    const report = { floors, operations: compared, memoryMb: memoryOf(app.pid) ?? null }
    print(report, { deals, say })
    return report
  } finally {
    await app.stop()
  }
}

/**
 * For a server that has just started; each measurement has a shorter one of its own besides.
 * @param {Server} server @param {Dataset} dataset @param {Operation} operation
 */
async function warm(server, dataset, operation) {
  const connections = openConnections(server.url, { headers: bearers(dataset.tokens) })
  await connections.run(operation, { seconds: WARM_UP })
  await connections.close()
}

/**
 * Bare starts afresh for each pair, so that it never carries an earlier measurement's age.
 * @typedef {{ databasePid: number, options: Bench['options'] }} Conditions
 * @param {{ app: Server, dataset: Dataset, operation: Operation } & Conditions} given
 * @returns {Promise<Pair>}
 */
async function measurePair({ app, dataset, operation, databasePid, options }) {
  const { seconds, warmUp } = options
  const measureOn = async (/** @type {Server} */ { url, pid }) => {
    const connections = openConnections(url, { headers: bearers(dataset.tokens) })
    const measured = await measure(connections, operation, { pid, databasePid, warmUp, seconds })
    await connections.close()
    return measured
  }
  const bare = await startBare(dataset)
  try {
    await warm(bare, dataset, operation)
    return [await measureOn(app), await measureOn(bare)]
  } finally {
    await bare.stop()
  }
}

/** @param {Pair[]} pairs */
function compareRounds(pairs) {
  const app = summarise(pairs.map(([own]) => own))
  const bare = summarise(pairs.map(([, other]) => other))
  const cpuRatio = orNull(cpuOfCall(bare) / cpuOfCall(app))
  return { app, bare, ratio: spread(pairs.map(([own, other]) => rateOf(own) / rateOf(other))), cpuRatio }
}

/** @param {Report} report @param {{ deals: number, say: Bench['say'] }} options */
function print({ floors, operations, memoryMb }, { deals, say }) {
  say(`\nAPI at ${count(deals)} deals: requests a second, latency in ms, processor time a request in µs`)
  const rows = Object.entries(operations).map(([name, { app, bare, ratio: of, cpuRatio }]) => [
    TITLES[name] ?? name,
    ...[count(app.perSecond), count(bare.perSecond), ratio(of)],
    ...[ms(app.p50Ms), ms(bare.p50Ms), ms(app.p99Ms), ms(bare.p99Ms)],
    ...[us(app.serverCpuUs), us(bare.serverCpuUs), us(app.databaseCpuUs), us(bare.databaseCpuUs)],
    cpuRatio === null ? '–' : cpuRatio.toFixed(2),
    floors[name] ? count(floors[name].perSecond) : '',
  ])
  const sides = ['p50', 'p99', 'CPU', 'PG CPU'].flatMap((figure) => [`${figure} app`, 'bare'])
  say(table(['', 'app/s', 'bare/s', 'ratio (range)', ...sides, 'CPU ratio', 'driver/s'], rows))
  if (memoryMb) say(`memory of the app afterwards: ${Math.round(memoryMb)} MB`)
}
