import { gzipSync } from 'node:zlib'

/**
 * Milliseconds from the navigation to the first frame in which a card of the board, or a row of the table, is in sight,
 * and to the first in which a card can be dragged; `until` says for which of them to wait.
 * @param {import('@playwright/test').Page} page @param {string} address @param {'seen' | 'usable'} [until]
 * @returns {Promise<{ seen: number, usable: number }>}
 */
export async function timeFirstCards(page, address, until = 'usable') {
  await page.goto(address, { waitUntil: 'commit' })
  const there = (/** @type {string} */ until) => Reflect.get(window, 'firstCards')?.[until]
  await (await page.waitForFunction(there, until, { polling: 50 })).dispose()
  return page.evaluate(() => Reflect.get(window, 'firstCards'))
}

/** Every page of the context notes for itself when its first cards are there. */
export const watchFirstCards = (/** @type {import('@playwright/test').BrowserContext} */ context) =>
  context.addInitScript(() => {
    const inSight = (/** @type {Element} */ card) => {
      const { width, top, bottom, left, right } = card.getBoundingClientRect()
      const inViewport = width > 0 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth
      return inViewport && card.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    }
    const isThere = (/** @type {string} */ cards) => [...document.querySelectorAll(cards)].some(inSight)
    /** @type {{ seen?: number, usable?: number }} */
    const firstCards = {}
    Reflect.set(window, 'firstCards', firstCards)
    const look = () => {
      if (isThere('main ol a[href*="deal="], main tbody tr[data-deal]')) firstCards.seen ??= performance.now()
      if (isThere('[id^="deal-"]')) firstCards.usable = performance.now()
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })

/** Returns how to learn, once the page has loaded, the bytes of all its scripts, each compressed. @param {import('@playwright/test').Page} page */
export function watchScripts(page) {
  /** @type {Map<string, Promise<Buffer>>} */
  const scripts = new Map()
  const note = (/** @type {import('@playwright/test').Response} */ response) => {
    if (response.request().resourceType() === 'script') scripts.set(response.url(), response.body())
  }
  page.on('response', note)
  return async () => {
    await page.waitForFunction(() => document.readyState === 'complete')
    page.off('response', note)
    const bodies = await Promise.all(scripts.values())
    return bodies.reduce((sum, body) => sum + gzipSync(body).length, 0)
  }
}
