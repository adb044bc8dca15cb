import { gzipSync } from 'node:zlib'
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
const WARM_UP = 3

/**
 * @typedef {import('./options.mjs').Bench} Bench
 * @typedef {Awaited<ReturnType<typeof measureServer>> & Awaited<ReturnType<typeof measureBrowser>>} Size
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
        const server = await measureServer({ app, dataset, cookie, databasePid: databases.pid })
        report[deals] = { ...server, ...(await measureBrowser(browser, { url: app.url, cookie })) }
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
 * @typedef {import('../servers/database.mjs').Dataset} Dataset
 * @param {{ app: Server, dataset: Dataset, cookie: string, databasePid: number }} given
 */
async function measureServer({ app, dataset, cookie, databasePid }) {
  const connection = openConnections(app.url, { headers: [{ cookie }] })
  const { page: operation } = operationsOn(dataset)
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

/** @param {import('@playwright/test').Browser} browser @param {{ url: string, cookie: string }} options */
async function measureBrowser(browser, { url, cookie }) {
  const address = `${url}/pipelines/${idOf('pipeline', 0)}`
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
}
