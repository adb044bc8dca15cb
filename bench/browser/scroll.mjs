import { setTimeout as sleep } from 'node:timers/promises'

const SCROLL_MS = 3000

/** @typedef {import('@playwright/test').Page} Page */

/** Turns the wheel over the first column, down and up again. @param {Page} page */
export async function scrollColumn(page) {
  const box = await page.locator('[data-stage]').first().boundingBox()
  if (!box) throw new Error('there is no column')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  const begun = performance.now()
  for (;;) {
    const elapsed = performance.now() - begun
    if (elapsed > SCROLL_MS) return
    await page.mouse.wheel(0, elapsed < (2 / 3) * SCROLL_MS ? 120 : -240)
    await sleep(16)
  }
}

/** Goes to the end of every column, so that the browser holds each deal, and back. @param {Page} page */
export async function loadAllDeals(page) {
  for (const column of await page.locator('[data-stage]').all()) {
    const list = column.locator('ol')
    const last = await list.locator('li').first().getAttribute('aria-setsize')
    const scroller = list.locator('..')
    await scroller.evaluate((element) => element.scrollTo(0, element.scrollHeight))
    await list.locator(`li[aria-posinset="${last}"] a`).waitFor()
    await scroller.evaluate((element) => element.scrollTo(0, 0))
    await list.locator('li[aria-posinset="1"] a').waitFor()
  }
  await page.locator('main [data-stage]').first().scrollIntoViewIfNeeded()
}
