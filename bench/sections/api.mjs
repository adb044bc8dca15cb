import { floorOf } from '../bare/floor.mjs'
import { memoryOf } from '../figures/processes.mjs'
import { count, ms, ratio, table, us } from '../figures/table.mjs'
import { bearers, openConnections } from '../loads/load-generator.mjs'
import { cpuOfCall, measure, orNull, rateOf, spread, summarise } from '../loads/measure.mjs'
import { operationsOn, TITLES } from '../loads/operations.mjs'
import { startApp, startBare } from '../servers/servers.mjs'

const WARM_UP = 2

/** The app against a server that does the least that can be done, in turns. @param {import('./options.mjs').Bench} bench */
export async function api(bench) {
  const results = {}
  for (const deals of bench.options.deals) results[deals] = await compare(bench, deals)
  return results
}

async function compare({ databases, options, say }, deals) {
  const dataset = await databases.dataset({ deals })
  const operations = operationsOn(dataset)
  const app = await (options.control ? startBare : startApp)(dataset)
  const results = {}
  try {
    for (const name of options.operations) {
      results[name] = []
      await warm(app, dataset, operations[name])
    }
    for (let round = 0; round < options.rounds; round++)
      for (const name of options.operations) {
        const operation = operations[name]
        const pair = await measurePair({ app, dataset, operation, databasePid: databases.pid, options })
        await dataset.settle()
        results[name].push(pair)
        const rates = pair.map((side) => count(rateOf(side))).join(' against ')
        say(`${count(deals)} deals, ${TITLES[name]}, round ${round + 1}: ${rates} a second`)
      }
    const floors = await floorOf(dataset, { seconds: options.seconds })
    const report = { floors, operations: mapValues(results, compareRounds), memoryMb: memoryOf(app.pid) ?? null }
    print(report, { deals, say })
    return report
  } finally {
    await app.stop()
  }
}

/** For a server that has just started; each measurement has a shorter one of its own besides. */
async function warm(server, dataset, operation) {
  const connections = openConnections(server.url, { headers: bearers(dataset.tokens) })
  await connections.run(operation, { seconds: WARM_UP })
  await connections.close()
}

/** Bare starts afresh for each pair, so that it never carries an earlier measurement's age. */
async function measurePair({ app, dataset, operation, databasePid, options }) {
  const bare = await startBare(dataset)
  try {
    await warm(bare, dataset, operation)
    const pair = []
    for (const server of [app, bare]) {
      const connections = openConnections(server.url, { headers: bearers(dataset.tokens) })
      const { seconds, warmUp } = options
      pair.push(await measure(connections, operation, { pid: server.pid, databasePid, warmUp, seconds }))
      await connections.close()
    }
    return pair
  } finally {
    await bare.stop()
  }
}

function compareRounds(pairs) {
  const app = summarise(pairs.map(([own]) => own))
  const bare = summarise(pairs.map(([, other]) => other))
  const cpuRatio = orNull(cpuOfCall(bare) / cpuOfCall(app))
  return { app, bare, ratio: spread(pairs.map(([own, other]) => rateOf(own) / rateOf(other))), cpuRatio }
}

function print({ floors, operations, memoryMb }, { deals, say }) {
  say(`\nAPI at ${count(deals)} deals: requests a second, latency in ms, processor time a request in µs`)
  const rows = Object.entries(operations).map(([name, { app, bare, ratio: of, cpuRatio }]) => [
    TITLES[name],
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

const mapValues = (object, change) =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]))
