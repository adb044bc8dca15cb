import { setTimeout as sleep } from 'node:timers/promises'
import { measureFrames } from './frames.mjs'

const DRAG_MS = 3000

/** @typedef {import('@playwright/test').Page} Page */

/**
 * Drags a card to and fro across the columns in view and puts it back.
 * @param {Page} page
 */
export async function measureDrag(page) {
  const startMs = await lift(page)
  const frames = await measureFrames(page, () => wander(page))
  await putBack(page)
  return { startMs, frames }
}

/**
 * Lifts the first card in sight. Returns the milliseconds from the first move of the mouse with the button down, which
 * is past the threshold of a drag, until a frame was drawn in which a copy of the card follows it.
 * @param {Page} page @returns {Promise<number>}
 */
export async function lift(page) {
  const { id, x, y } = await page.evaluate(firstInSight, 0)
  await page.mouse.move(x, y)
  await page.evaluate(watchLift, id)
  await page.mouse.down()
  await page.mouse.move(x + 16, y + 8, { steps: 2 })
  const after = await page.waitForFunction(() => Reflect.get(window, 'liftedAfter'), undefined, { polling: 20 })
  return after.jsonValue()
}

/** To the edges, where columns and board scroll by themselves. @param {Page} page */
export async function wander(page) {
  const begun = performance.now()
  while (performance.now() - begun < DRAG_MS) {
    const turn = ((performance.now() - begun) / DRAG_MS) * 2 * Math.PI
    await page.mouse.move(700 - 520 * Math.cos(turn * 2), 430 + 340 * Math.sin(turn * 3))
    await sleep(8)
  }
}

/** @param {Page} page */
export async function putBack(page) {
  await page.keyboard.press('Escape')
  await page.mouse.up()
}

/** Runs in the page: the first card in sight of a column, counted from the left. */
export function firstInSight(/** @type {number} */ column) {
  for (const card of document.querySelectorAll('[data-stage]')[column]?.querySelectorAll('[id^="deal-"]') ?? []) {
    const { left, top, width, height } = card.getBoundingClientRect()
    const [x, y] = [left + width / 2, top + height / 2]
    if (card.contains(document.elementFromPoint(x, y))) return { id: card.id, x, y }
  }
  throw new Error('no card is in sight')
}

/** Runs in the page. */
function watchLift(/** @type {string} */ id) {
  Reflect.set(window, 'liftedAfter', undefined)
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
    // A message comes once the frame has been drawn.
    const drawn = new MessageChannel()
    drawn.port1.onmessage = () => Reflect.set(window, 'liftedAfter', performance.now() - event.timeStamp)
    const look = () => {
      const there = document.elementsFromPoint(event.clientX, event.clientY)
      if (there.some(isCopy)) drawn.port2.postMessage(null)
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  }
  addEventListener('mousemove', onMove, true)
}
