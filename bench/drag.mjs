import { setTimeout as sleep } from 'node:timers/promises'
import { quantiles } from './measure.mjs'

const DRAG_MS = 3000

/**
 * Drags a card to and fro across the columns in view and puts it back.
 * @param {import('@playwright/test').Page} page
 * @returns {Promise<{ startMs: number, frames: { p50Ms: number, p95Ms: number, maxMs: number} }>}
 */
export async function measureDrag(page) {
  const card = page.locator('[id^="deal-"]').first()
  const box = await card.boundingBox()
  if (!box) throw new Error('no card is in sight')
  const from = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const id = (await card.getAttribute('id')) ?? ''
  await page.mouse.move(from.x, from.y)
  await page.evaluate(watchLift, id)
  await page.mouse.down()
  await page.mouse.move(from.x + 16, from.y + 8, { steps: 2 })
  await page.waitForFunction(() => Reflect.get(window, 'liftedAfter') !== undefined, undefined, { polling: 20 })
  await page.evaluate(watchFrames)
  const begun = performance.now()
  while (performance.now() - begun < DRAG_MS) {
    const turn = ((performance.now() - begun) / DRAG_MS) * 2 * Math.PI
    await page.mouse.move(640 - 400 * Math.cos(turn * 2), 400 + 150 * Math.sin(turn * 3))
    await sleep(8)
  }
  /** @type {number[]} */
  const frames = await page.evaluate(() => Reflect.get(window, 'stopFrames')())
  await page.keyboard.press('Escape')
  await page.mouse.up()
  return {
    startMs: await page.evaluate(() => Reflect.get(window, 'liftedAfter')),
    frames: quantiles(frames),
  }
}

/** Runs in the page: from the first move with the button down to the first frame in which a copy follows the pointer. */
function watchLift(/** @type {string} */ id) {
  const card = document.getElementById(id) ?? document.body
  const title = document.createTreeWalker(card, NodeFilter.SHOW_TEXT).nextNode()?.textContent ?? ''
  const floats = (/** @type {Element | null} */ element) => {
    for (let at = element; at; at = at.parentElement) if (getComputedStyle(at).position === 'fixed') return true
    return false
  }
  const isCopy = (/** @type {Element} */ element) =>
    !element.closest('[id^="deal-"]') && element.textContent?.includes(title) && floats(element)
  const onMove = (/** @type {MouseEvent} */ event) => {
    if (!event.buttons) return
    removeEventListener('mousemove', onMove, true)
    const look = () => {
      const there = document.elementsFromPoint(event.clientX, event.clientY)
      if (there.some(isCopy)) Reflect.set(window, 'liftedAfter', performance.now() - event.timeStamp)
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  }
  addEventListener('mousemove', onMove, true)
}

/** Runs in the page: `stopFrames` returns the times between its frames. */
function watchFrames() {
  /** @type {number[]} */
  const deltas = []
  let last = performance.now()
  let handle = requestAnimationFrame(function frame() {
    const now = performance.now()
    deltas.push(now - last)
    last = now
    handle = requestAnimationFrame(frame)
  })
  Reflect.set(window, 'stopFrames', () => {
    cancelAnimationFrame(handle)
    return deltas
  })
}
