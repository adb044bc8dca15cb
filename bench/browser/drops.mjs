import { firstInSight } from './drag.mjs'
import { metricsOf } from './frames.mjs'

const WARM_UP = 20
export const DROPS = 200
const COLUMNS = 3

/** @typedef {import('@playwright/test').Page} Page */

/**
 * Takes the first card of a column to the next one, over and over, and waits for the server each time.
 * What the page holds before and after, when all that can be freed is freed.
 * @param {Page} page
 */
export async function dropRepeatedly(page) {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable')
  for (let i = 0; i < WARM_UP; i++) await drop(page, i)
  const before = await heldBy(page, cdp)
  for (let i = 0; i < DROPS; i++) await drop(page, i)
  const after = await heldBy(page, cdp)
  await cdp.detach()
  return { before, after, grownMb: after.heapMb - before.heapMb }
}

/** @param {Page} page @param {number} i */
async function drop(page, i) {
  const from = await page.evaluate(firstInSight, i % COLUMNS)
  const to = await page.evaluate(firstInSight, (i + 1) % COLUMNS)
  const answered = page.waitForResponse((answer) => answer.request().method() === 'PUT')
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(to.x, to.y, { steps: 6 })
  await page.mouse.up()
  const answer = await answered
  if (!answer.ok()) throw new Error(`drop ${i} was answered with ${answer.status()}`)
}

/** @param {Page} page @param {import('@playwright/test').CDPSession} cdp */
async function heldBy(page, cdp) {
  // The last answers, the echo of their changes and the totals come within this time.
  await page.waitForTimeout(3000)
  for (let i = 0; i < 3; i++) await cdp.send('HeapProfiler.collectGarbage')
  const { JSHeapUsedSize = 0, Nodes = 0, JSEventListeners = 0 } = await metricsOf(cdp)
  return { heapMb: JSHeapUsedSize / 1e6, nodes: Nodes, listeners: JSEventListeners }
}
