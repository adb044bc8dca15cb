import { chromium } from '@playwright/test'
import { findChromium } from '../../scripts/setup/chromium.mjs'

export async function launchBrowser() {
  const { executablePath, args, env } = await findChromium()
  return chromium.launch({ executablePath, args, env: { ...process.env, ...env } })
}

/**
 * A browser profile of its own, with nothing cached, signed in by a Cookie header.
 * @param {import('@playwright/test').Browser} browser @param {{ url: string, cookie: string }} options
 */
export async function openContext(browser, { url, cookie }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-US' })
  const cookies = cookie.split('; ').map((pair) => {
    const [name = '', ...value] = pair.split('=')
    return { name, value: value.join('='), url }
  })
  await context.addCookies(cookies)
  return context
}
