import type { Page } from '@playwright/test'
import { BoardPage, test as boards, expect } from '../support/board-page'
import { login } from '../support/fixtures'
import { proxyTo } from '../support/other-machine'

const HOST = 'penstock.test'
const TABS = 8

/** A browser to which the server is another machine, as only loopback counts as secure without https. */
const test = boards.extend<{ firstTab: Page }>({
  launchOptions: [
    async ({ launchOptions }, use) =>
      use({ ...launchOptions, args: [...(launchOptions.args ?? []), `--host-resolver-rules=MAP ${HOST} 127.0.0.1`] }),
    { scope: 'worker' },
  ],
  firstTab: async ({ browser, baseURL, contextOptions }, use) => {
    const proxy = await proxyTo(baseURL!)
    const context = await browser.newContext({ ...contextOptions, baseURL: `http://${HOST}:${proxy.port}` })
    const page = await context.newPage()
    const home = await browser.newContext({ baseURL })
    await login(await home.newPage(), 'rep')
    const cookies = await home.cookies()
    await home.close()
    await context.addCookies(cookies.map((cookie) => ({ ...cookie, domain: HOST })))
    await use(page)
    await context.close()
    proxy.close()
  },
})

async function rename(board: BoardPage, title: string, to: string) {
  await board.card(title).click()
  const field = board.page.getByRole('dialog').getByLabel('Title')
  const saved = board.saved()
  await field.fill(to)
  await field.press('Tab')
  await saved
  await board.page.keyboard.press('Escape')
}

test('over plain HTTP from another machine many tabs load, save and hear of changes over one stream', async ({
  seed,
  firstTab,
}) => {
  test.slow()
  const sales = await seed({ Lead: ['Acme', 'Birch'], Won: [] })
  const context = firstTab.context()
  let streams = 0
  context.on('request', (request) => {
    if (request.url().includes('/api/changes/stream')) streams++
  })
  const tabs = [new BoardPage(firstTab)]
  while (tabs.length < TABS) tabs.push(new BoardPage(await context.newPage()))
  for (const tab of tabs) {
    await tab.page.goto(`/pipelines/${sales.id}`)
    await tab.expectCards('Lead', ['Acme', 'Birch'])
  }
  expect(await firstTab.evaluate(() => isSecureContext)).toBe(false)

  let title = 'Acme'
  for (const [i, tab] of tabs.entries()) {
    const next = `Acme ${i}`
    await rename(tab, title, next)
    for (const other of tabs) await other.expectCards('Lead', [next, 'Birch'])
    title = next
  }
  expect(streams).toBe(1)

  await firstTab.close()
  await sales.change('Birch', { title: 'Cedar' })
  for (const tab of tabs.slice(1)) await tab.expectCards('Lead', [title, 'Cedar'])
})
