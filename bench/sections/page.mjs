import { gzipSync } from 'node:zlib'
import { Failure } from '../../scripts/base/failure.mjs'
import { launchBrowser, openContext } from '../browser/browser.mjs'
import { measureDrag } from '../browser/drag.mjs'
import { timeFirstCards, watchFirstCards, watchScripts } from '../browser/first-cards.mjs'
import { idOf } from '../data/ids.mjs'
import { count, ms, table } from '../figures/table.mjs'
import { openConnections } from '../loads/load-generator.mjs'
import { measure, median, summarise } from '../loads/measure.mjs'
import { operationsOn } from '../loads/operations.mjs'
import { signIn } from '../loads/sign-in.mjs'
import { startApp } from '../servers/servers.mjs'

const REQUESTS = 100
const NAVIGATIONS = 10
const VISITS = 5
const WARM_UP = 3

/** What else than the bare board people open, by its query. */
const ADDRESSES = {
  'with a filter': 'q=contract',
  sorted: 'sort=-amount',
  'lanes by owner': 'lanes=owner',
  'lanes by client': 'lanes=client',
  'with an open deal': `deal=${idOf('deal', 0)}`,
  'as a table': 'view=table',
}

/**
 * @typedef {import('./options.mjs').Bench} Bench
 * @typedef {Awaited<ReturnType<typeof measureServer>>} Costs
 * @typedef {Costs & Awaited<ReturnType<typeof measureBrowser>> & { addresses: Record<string, Address> }} Size
 * @typedef {{ server: Costs['server'], firstCardsMs: number }} Address
 */

/** The board page at several sizes of one pipeline. @param {Bench} bench */
export async function page({ databases, options, say }) {
  /** @type {Record<number, Size>} */
  const report = {}
  const browser = await launchBrowser()
  try {
    for (const deals of options.pages) {
      const dataset = await databases.dataset({ deals, perPipeline: deals })
      const app = await startApp(dataset)
      try {
        const cookie = await signIn(app.url, dataset.login)
        const given = { app, cookie, databasePid: databases.pid, browser }
        const { page: bare } = operationsOn(dataset)
        report[deals] = {
          ...(await measureServer(given, bare)),
          ...(await measureBrowser(browser, { url: app.url, cookie })),
          addresses: await measureAddresses(given),
        }
      } finally {
        await app.stop()
      }
    }
  } finally {
    await browser.close()
  }
  print(report, say)
  return report
}

/**
 * @typedef {import('../servers/servers.mjs').Server} Server
 * @typedef {{ app: Server, cookie: string, databasePid: number, browser: import('@playwright/test').Browser }} Given
 * @param {Given} given @param {import('../loads/operations.mjs').Operation} operation
 */
async function measureServer({ app, cookie, databasePid }, operation) {
  const connection = openConnections(app.url, { headers: [{ cookie }] })
  const extent = { pid: app.pid, databasePid, warmUp: WARM_UP, calls: REQUESTS }
  const { p50Ms, p99Ms, serverCpuUs, databaseCpuUs } = summarise([await measure(connection, operation, extent)])
  await connection.close()
  const html = Buffer.from(await (await fetch(`${app.url}${operation().path}`, { headers: { cookie } })).arrayBuffer())
  const inMs = (/** @type {number | null} */ time) => time && time / 1000
  return {
    server: { p50Ms, p99Ms, cpuMs: inMs(serverCpuUs), databaseCpuMs: inMs(databaseCpuUs) },
    bytes: { html: html.length, gzip: gzipSync(html).length },
  }
}

const BOARD = `/pipelines/${idOf('pipeline', 0)}`

/** The board under other addresses than its bare one, and that one for somebody with a default view. @param {Given} given */
async function measureAddresses(given) {
  /** @type {Record<string, Address>} */
  const report = {}
  for (const [name, query] of Object.entries(ADDRESSES)) report[name] = await measureAddress(given, `${BOARD}?${query}`)
  const { url } = given.app
  const headers = { cookie: given.cookie, origin: url, 'content-type': 'application/json' }
  const query = ADDRESSES['with a filter']
  const body = JSON.stringify({ name: 'Default', query, isDefault: true })
  const made = await fetch(`${url}/api${BOARD}/views`, { method: 'POST', headers, body })
  if (made.status !== 201) throw new Failure(`a view could not be saved: ${made.status} ${await made.text()}`)
  report['with a default view'] = await measureAddress(given, BOARD, `${BOARD}?${query}&view=board`)
  const { id } = /** @type {{ id: string }} */ (await made.json())
  await fetch(`${url}/api/views/${id}`, { method: 'DELETE', headers })
  return report
}

/** @param {Given} given @param {string} address @param {string} [answered] where its redirect leads, if it has one */
async function measureAddress(given, address, answered = address) {
  const check = (/** @type {string} */ html) => html.includes('</html>')
  const { server } = await measureServer(given, () => ({ path: answered, check }))
  const firstCards = []
  for (let i = 0; i < VISITS; i++) {
    const context = await openContext(given.browser, { url: given.app.url, cookie: given.cookie })
    await watchFirstCards(context)
    firstCards.push((await timeFirstCards(await context.newPage(), given.app.url + address, 'seen')).seen)
    await context.close()
  }
  return { server, firstCardsMs: median(firstCards) }
}

/** @param {import('@playwright/test').Browser} browser @param {{ url: string, cookie: string }} options */
async function measureBrowser(browser, { url, cookie }) {
  const address = url + BOARD
  /** @typedef {Awaited<ReturnType<typeof timeFirstCards>>} Times */
  /** @type {Times[]} */
  const cold = []
  /** @type {Times[]} */
  const warm = []
  let scripts = 0
  const visit = async () => {
    const context = await openContext(browser, { url, cookie })
    await watchFirstCards(context)
    const tab = await context.newPage()
    const scriptBytes = watchScripts(tab)
    cold.push(await timeFirstCards(tab, address))
    scripts = await scriptBytes()
    warm.push(await timeFirstCards(tab, address))
    return tab
  }
  for (let i = 1; i < NAVIGATIONS; i++) await (await visit()).context().close()
  const tab = await visit()
  await tab.waitForLoadState('load')
  await tab.waitForTimeout(1000)
  const drag = await measureDrag(tab)
  await tab.context().close()
  const seen = (/** @type {Times[]} */ times) => median(times.map((of) => of.seen))
  const usable = (/** @type {Times[]} */ times) => median(times.map((of) => of.usable))
  return {
    firstCards: { coldMs: seen(cold), warmMs: seen(warm) },
    usableCards: { coldMs: usable(cold), warmMs: usable(warm) },
    scriptsGzip: scripts,
    drag,
  }
}

/** @param {Record<number, Size>} report @param {Bench['say']} say */
function print(report, say) {
  say('\nThe board page')
  const rows = Object.entries(report).map(([deals, { server, bytes, firstCards, usableCards, scriptsGzip, drag }]) => [
    `${count(Number(deals))} deals`,
    ...[ms(server.p50Ms), ms(server.p99Ms), server.cpuMs === null ? '–' : ms(server.cpuMs)],
    ...[bytes.html, bytes.gzip, scriptsGzip].map((size) => (size / 1000).toFixed(1)),
    ...[firstCards.coldMs, firstCards.warmMs, usableCards.coldMs, usableCards.warmMs, drag.startMs].map(ms),
    ...[ms(drag.frames.p50Ms), ms(drag.frames.p95Ms), ms(drag.frames.maxMs)],
  ])
  const head = [
    '',
    'p50 ms',
    'p99 ms',
    'CPU ms',
    'HTML KB',
    'gzip KB',
    'JS gzip KB',
    'seen cold',
    'warm',
    'usable cold',
    'warm',
  ]
  say(table([...head, 'lift ms', 'frame p50', 'frame p95', 'frame max'], rows))
  say('\nThe same page under other addresses')
  const others = Object.entries(report).flatMap(([deals, { addresses }]) =>
    Object.entries(addresses).map(([name, { server, firstCardsMs }]) => [
      `${count(Number(deals))} deals, ${name}`,
      ...[ms(server.p50Ms), ms(server.p99Ms), server.cpuMs === null ? '–' : ms(server.cpuMs), ms(firstCardsMs)],
    ]),
  )
  say(table(['', 'p50 ms', 'p99 ms', 'CPU ms', 'seen cold'], others))
}
