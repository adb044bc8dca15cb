import { launchBrowser, openContext } from '../browser/browser.mjs'
import { lift, putBack, wander } from '../browser/drag.mjs'
import { DROPS, dropRepeatedly } from '../browser/drops.mjs'
import { timeFirstCards, watchFirstCards } from '../browser/first-cards.mjs'
import { measureFrames } from '../browser/frames.mjs'
import { loadAllDeals, scrollColumn } from '../browser/scroll.mjs'
import { idOf } from '../data/ids.mjs'
import { OPEN_STAGES } from '../data/shape.mjs'
import { readBudgets } from '../figures/budgets.mjs'
import { count, ms, table } from '../figures/table.mjs'
import { quantiles } from '../loads/measure.mjs'
import { signIn } from '../loads/sign-in.mjs'
import { startApp } from '../servers/servers.mjs'

const NAVIGATIONS = 5
const LIFTS = 20

/**
 * @typedef {import('./options.mjs').Bench} Bench
 * @typedef {import('../figures/budgets.mjs').Budgets} Budgets
 * @typedef {Awaited<ReturnType<typeof measureBoard>>} Size
 * @typedef {Awaited<ReturnType<typeof measureFrames>>} Frames
 */

/** The board in a browser, with open deals only. @param {Bench} bench */
export async function board({ databases, options, say }) {
  /** @type {Record<number, Size>} */
  const report = {}
  const browser = await launchBrowser()
  try {
    for (const deals of options.pages) {
      const dataset = await databases.dataset({ deals, perPipeline: deals, stages: OPEN_STAGES })
      const app = await startApp(dataset)
      try {
        const cookie = await signIn(app.url, dataset.login)
        report[deals] = await measureBoard(browser, { url: app.url, cookie })
      } finally {
        await app.stop()
      }
    }
  } finally {
    await browser.close()
  }
  print(report, readBudgets(), say)
  return report
}

/** @param {import('@playwright/test').Browser} browser @param {{ url: string, cookie: string }} options */
async function measureBoard(browser, { url, cookie }) {
  const address = `${url}/pipelines/${idOf('pipeline', 0)}`
  /** @type {number[]} */
  const coldMs = []
  const openCold = async () => {
    const context = await openContext(browser, { url, cookie })
    await watchFirstCards(context)
    const cold = await context.newPage()
    coldMs.push((await timeFirstCards(cold, address)).seen)
    return cold
  }
  for (let i = 1; i < NAVIGATIONS; i++) await (await openCold()).context().close()
  const tab = await openCold()
  await tab.waitForLoadState('load')
  await tab.waitForTimeout(1000)
  const scrolling = await measureFrames(tab, () => scrollColumn(tab))
  await loadAllDeals(tab)
  const lifts = []
  for (let i = 0; i < LIFTS; i++) {
    lifts.push(await lift(tab))
    await putBack(tab)
  }
  await lift(tab)
  const dragging = await measureFrames(tab, () => wander(tab))
  await putBack(tab)
  const memory = await dropRepeatedly(tab)
  await tab.context().close()
  return { firstCards: quantiles(coldMs), lift: quantiles(lifts), scrolling, dragging, memory }
}

/** @param {Record<number, Size>} report @param {Budgets} budgets @param {Bench['say']} say */
function print(report, { board: bars }, say) {
  const sizes = Object.values(report)
  /** @param {string} title @param {(size: Size) => string} of */
  const row = (title, of, bar = '') => [title, ...sizes.map(of), bar && `< ${bar}`]
  const mb = (/** @type {number} */ value) => value.toFixed(1)
  /** @param {string} name @param {(size: Size) => Frames} of */
  const framesOf = (name, of) => [
    row(`${name}: time between frames, median ms`, (size) => ms(of(size).p50Ms)),
    row('  95th percentile', (size) => ms(of(size).p95Ms), ms(bars.frameP95Ms)),
    row('  longest', (size) => ms(of(size).maxMs)),
    row('  main thread a frame, ms', (size) => ms(of(size).mainThreadMs)),
    row('  of it script', (size) => ms(of(size).scriptMs)),
    row('  of it style and layout', (size) => ms(of(size).layoutMs)),
    row('  tasks over 50 ms', (size) => count(of(size).longTasks)),
  ]
  const rows = [
    row('first cards in sight, cold, median ms', ({ firstCards }) => ms(firstCards.p50Ms), ms(bars.firstCardsMs)),
    row('  slowest', ({ firstCards }) => ms(firstCards.maxMs)),
    row('drag start, median ms', ({ lift }) => ms(lift.p50Ms)),
    row('  95th percentile', ({ lift }) => ms(lift.p95Ms), ms(bars.liftP95Ms)),
    ...framesOf('dragging', ({ dragging }) => dragging),
    ...framesOf('scrolling', ({ scrolling }) => scrolling),
    row('heap before the drags, MB', ({ memory }) => mb(memory.before.heapMb)),
    row(`  more after ${DROPS} drags`, ({ memory }) => mb(memory.grownMb), mb(bars.heapGrownMb)),
    row('  DOM nodes before and after', ({ memory: { before, after } }) => `${before.nodes} ${after.nodes}`),
    row('  listeners before and after', ({ memory: { before, after } }) => `${before.listeners} ${after.listeners}`),
  ]
  say('\nThe board in a browser, everything open, in six columns')
  say(table(['', ...Object.keys(report).map((deals) => `${count(Number(deals))} deals`), 'bar'], rows))
}
