import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from '../../scripts/base/failure.mjs'
import { launchBrowser, openContext } from '../browser/browser.mjs'
import { watchArrivals } from '../browser/watch-arrivals.mjs'
import { idOf } from '../data/ids.mjs'
import { memoryOf } from '../figures/processes.mjs'
import { count, ms, table } from '../figures/table.mjs'
import { median, quantiles } from '../loads/measure.mjs'
import { moveSteadily } from '../loads/mover.mjs'
import { signIn } from '../loads/sign-in.mjs'
import { subscribe } from '../loads/subscribe.mjs'
import { startApp } from '../servers/servers.mjs'

const DEALS = 1000
const DELIVERY = { subscribers: 1000, moves: 500, perSecond: 20 }
const DROP = { subscribers: 200, moves: 1000, perSecond: 50 }
const WARM_UP = { moves: 60, perSecond: 20 }
/** How long the screen may take for the last card. */
const GRACE_MS = 5000

/**
 * @typedef {import('./options.mjs').Bench} Bench
 * @typedef {{ app: import('../servers/servers.mjs').Server, dataset: import('../servers/database.mjs').Dataset }} Place
 * @typedef {{ delivery?: Awaited<ReturnType<typeof delivery>>, drop?: Awaited<ReturnType<typeof drop>> }} Report
 */

/** Live events: to many subscribers, and to somebody's screen. @param {Bench} bench */
export async function stream({ databases, options, say }) {
  /** @type {Report} */
  const report = {}
  for (const name of options.streams) {
    const dataset = await databases.dataset({ deals: DEALS })
    const app = await startApp(dataset)
    try {
      if (name === 'delivery') report.delivery = await delivery({ app, dataset })
      else report.drop = await drop({ app, dataset })
    } finally {
      await app.stop()
    }
  }
  print(report, say)
  return report
}

/** @param {Place} place */
async function delivery({ app, dataset }) {
  const { tokens } = dataset
  const memoryBeforeMb = memoryOf(app.pid) ?? null
  const readers = await subscribe({ url: app.url, tokens, count: DELIVERY.subscribers })
  try {
    await moveSteadily(app.url, dataset, WARM_UP)
    const moves = await moveSteadily(app.url, dataset, DELIVERY)
    const memoryAfterMb = memoryOf(app.pid) ?? null
    const { arrivals, openTimes } = await readers.stop((WARM_UP.moves + moves.length) * DELIVERY.subscribers)
    const delays = moves.flatMap(({ id, version, sentAt }) =>
      (arrivals.get(`${id} ${version}`) ?? []).map((at) => at - sentAt),
    )
    const missing = moves.length * DELIVERY.subscribers - delays.length
    if (missing) throw new Failure(`${missing} of ${moves.length * DELIVERY.subscribers} events were not delivered`)
    const open = { allMs: readers.openedMs, medianMs: median(openTimes) }
    return { ...DELIVERY, open, ...quantiles(delays), memoryBeforeMb, memoryAfterMb }
  } finally {
    readers.kill()
  }
}

/** From sending a move to the card standing in its new column of another browser's board. @param {Place} place */
async function drop({ app, dataset }) {
  const { tokens, login } = dataset
  const cookie = await signIn(app.url, login)
  const browser = await launchBrowser()
  const readers = await subscribe({ url: app.url, tokens, count: DROP.subscribers })
  try {
    const context = await openContext(browser, { url: app.url, cookie })
    const tab = await context.newPage()
    const live = tab.waitForResponse((answer) => answer.url().includes('/api/changes/stream'))
    await tab.goto(`${app.url}/pipelines/${idOf('pipeline', 0)}`)
    await live
    await tab.evaluate(watchArrivals)
    await moveSteadily(app.url, dataset, WARM_UP)
    const moves = await moveSteadily(app.url, dataset, DROP)
    await sleep(GRACE_MS)
    const arrivals = await tab.evaluate(() => Reflect.get(window, 'arrivalsAtColumns'))
    const delays = delaysOnScreen(moves, arrivals)
    // A card that later ones covered before the screen came to it was never in the document: it counts as never.
    const unseen = delays.filter((delay) => delay === Number.POSITIVE_INFINITY).length
    return { ...DROP, ...quantiles(delays), unseen }
  } finally {
    readers.kill()
    await browser.close()
  }
}

/**
 * @param {import('../loads/mover.mjs').Move[]} moves
 * @param {{ dealId: string, stageId: string, at: number }[]} arrivals
 */
function delaysOnScreen(moves, arrivals) {
  /** @type {Map<string, number[]>} */
  const times = new Map()
  for (const { dealId, stageId, at } of arrivals) {
    const key = `${dealId} ${stageId}`
    times.set(key, [...(times.get(key) ?? []), at])
  }
  return moves.map(({ id, stageId, sentAt }) => {
    const at = times.get(`${id} ${stageId}`)?.find((time) => time >= sentAt)
    return at === undefined ? Number.POSITIVE_INFINITY : at - sentAt
  })
}

/** @param {Report} report @param {Bench['say']} say */
function print({ delivery, drop }, say) {
  say('\nLive events: ms from sending a move')
  /** @param {string} title @param {typeof DROP & ReturnType<typeof quantiles>} figures */
  const row = (title, { subscribers, perSecond, p50Ms, p95Ms, maxMs }) => [
    title,
    ...[count(subscribers), String(perSecond), ms(p50Ms), ms(p95Ms), ms(maxMs)],
  ]
  const rows = [
    ...(delivery ? [row('to a subscriber', delivery)] : []),
    ...(drop ? [row('to another screen', drop)] : []),
  ]
  say(table(['', 'subscribers', 'moves/s', 'p50', 'p95', 'max'], rows))
  if (drop?.unseen) say(`${drop.unseen} of ${drop.moves} cards were covered before the screen came to them`)
  if (!delivery) return
  const { open, memoryBeforeMb, memoryAfterMb } = delivery
  say(`${count(delivery.subscribers)} streams opened in ${ms(open.allMs)} ms, one in ${ms(open.medianMs)} ms`)
  if (memoryBeforeMb && memoryAfterMb)
    say(`memory of the app: ${Math.round(memoryBeforeMb)} MB before, ${Math.round(memoryAfterMb)} MB after`)
}
