import type { BrowserContext } from '@playwright/test'
import { expectNoProblem } from '../support/axe'
import { BoardPage, expect, middle, type Sales, test } from '../support/board-page'

const content = { Lead: ['Acme', 'Birch', 'Cedar'], Won: [] }
const names = { rep: 'Demo Rep', admin: 'Demo Admin' }

const alsoHere = ({ page }: BoardPage) => page.getByRole('list', { name: 'Also here' })
const itemOf = (board: BoardPage, title: string) => board.cards('Lead').filter({ hasText: title })

/** Takes a deal with the mouse and keeps it. */
async function lift(board: BoardPage, title: string) {
  const { x, y } = await middle(board.card(title))
  await board.page.mouse.move(x, y)
  await board.page.mouse.down()
  await board.page.mouse.move(x + 20, y + 20, { steps: 4 })
}

/** Every stream that the browser asks for from now on. */
function streamsOf(context: BrowserContext) {
  const urls: string[] = []
  context.on('request', (request) => {
    if (request.url().includes('/api/changes/stream')) urls.push(request.url())
  })
  return urls
}

/** In another tab of the same browser. */
async function inNewTab({ page }: BoardPage, sales: Sales) {
  const tab = new BoardPage(await page.context().newPage())
  await tab.page.goto(`/pipelines/${sales.id}`)
  return tab
}

test('members at a board see one another come and go, and nobody sees himself', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const rep = await boardOf('rep')
  await rep.open(sales)
  const admin = await boardOf('admin')
  await admin.open(sales)
  await expect(alsoHere(rep).getByRole('img', { name: names.admin })).toBeVisible()
  await expect(alsoHere(admin).getByRole('img', { name: names.rep })).toBeVisible()
  await expect(alsoHere(rep).getByRole('listitem')).toHaveCount(1)
  const tab = await inNewTab(rep, sales)
  await expect(alsoHere(tab).getByRole('img', { name: names.admin })).toBeVisible()
  await expect(alsoHere(tab).getByRole('listitem')).toHaveCount(1)
  await expect(alsoHere(admin).getByRole('listitem')).toHaveCount(1)
  await rep.page.context().close()
  await expect(alsoHere(admin)).toHaveCount(0)
})

test('a deal that somebody has in hand says so, until it is dropped, put back, or its tab is closed', async ({
  seed,
  boardOf,
}) => {
  const sales = await seed(content)
  const rep = await boardOf('rep')
  await rep.open(sales)
  const admin = await boardOf('admin')
  await admin.open(sales)
  await expect(alsoHere(rep)).toBeVisible()
  const mark = itemOf(admin, 'Acme').getByText(`${names.rep} is moving this`)

  await lift(rep, 'Acme')
  await expect(mark).toBeVisible()
  await expect(admin.page.getByText('is moving this')).toHaveCount(1)
  await rep.page.keyboard.press('Escape')
  await rep.page.mouse.up()
  await expect(mark).toHaveCount(0)

  await lift(rep, 'Birch')
  await expect(itemOf(admin, 'Birch').getByText(`${names.rep} is moving this`)).toBeVisible()
  const to = await middle(rep.column('Won'))
  await rep.page.mouse.move(to.x, to.y, { steps: 4 })
  await rep.page.mouse.up()
  await admin.expectCards('Won', ['Birch'])
  await expect(admin.page.getByText('is moving this')).toHaveCount(0)

  await lift(rep, 'Acme')
  await expect(mark).toBeVisible()
  await rep.page.close()
  await expect(mark).toHaveCount(0)
})

test('whoever lifts what is in hand already is told, and may', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const rep = await boardOf('rep')
  await rep.open(sales)
  const admin = await boardOf('admin')
  await admin.open(sales)
  await expect(alsoHere(rep)).toBeVisible()
  await lift(rep, 'Acme')
  await expect(admin.page.getByText(`${names.rep} is moving this`)).toBeVisible()
  await admin.card('Acme').focus()
  await admin.page.keyboard.press('Space')
  await expect(admin.said()).toContainText([`Lifted Acme. Lead, position 1 of 3. ${names.rep} is moving this.`])
  await admin.page.keyboard.press('ArrowRight')
  const saved = admin.saved()
  await admin.page.keyboard.press('Space')
  await saved
  await admin.expectCards('Won', ['Acme'])
})

test('the tabs of a browser share one stream, and hand it on when its tab is closed', async ({ seed, boardOf }) => {
  const [sales, others] = [await seed(content), await seed({ Lead: ['Dune'], Won: [] })]
  const first = await boardOf('rep')
  const streams = streamsOf(first.page.context())
  await first.open(sales)
  await (await boardOf('admin')).open(sales)
  const second = await inNewTab(first, sales)
  await expect(alsoHere(second)).toBeVisible()
  await sales.change('Acme', { title: 'Acme again' })
  for (const tab of [first, second]) await tab.expectCards('Lead', ['Acme again', 'Birch', 'Cedar'])
  expect(streams).toHaveLength(1)

  const third = await inNewTab(first, others)
  await expect.poll(() => streams.length).toBe(2)
  expect(streams[1]).toContain(`${sales.id},${others.id}`)
  await others.change('Dune', { title: 'Dune again' })
  await third.expectCards('Lead', ['Dune again'])

  await Promise.all([first.page.close(), sales.change('Birch', { title: 'Birch again' })])
  await sales.change('Cedar', { title: 'Cedar again' })
  await others.change('Dune', { title: 'Dune at last' })
  await second.expectCards('Lead', ['Acme again', 'Birch again', 'Cedar again'])
  await third.expectCards('Lead', ['Dune at last'])
})

test('a tab that holds the stream and is frozen loses it to one that is looked at', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const first = await boardOf('rep')
  await first.open(sales)
  const second = await inNewTab(first, sales)
  await second.expectCards('Lead', content.Lead)
  const cdp = await first.page.context().newCDPSession(first.page)
  await cdp.send('Page.setWebLifecycleState', { state: 'frozen' })
  await sales.change('Acme', { title: 'Acme again' })
  await second.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await second.expectCards('Lead', ['Acme again', 'Birch', 'Cedar'])
})

test('a lost network is said, and what happened meanwhile is caught up on', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const rep = await boardOf('rep')
  await rep.open(sales)
  const admin = await boardOf('admin')
  await admin.open(sales)
  await expect(alsoHere(rep)).toBeVisible()
  await rep.page.context().setOffline(true)
  await expect(rep.page.getByText('Offline')).toBeVisible()
  await expect(alsoHere(rep)).toHaveCount(0)
  await sales.change('Acme', { title: 'Acme again' })
  await admin.expectCards('Lead', ['Acme again', 'Birch', 'Cedar'])
  await rep.expectCards('Lead', content.Lead)
  await rep.page.context().setOffline(false)
  await rep.expectCards('Lead', ['Acme again', 'Birch', 'Cedar'])
  await expect(rep.page.getByText('Offline')).toHaveCount(0)
  await expect(alsoHere(rep)).toBeVisible()
})

test('a server that cannot be reached is said, and found again', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const rep = await boardOf('rep')
  const { page } = rep
  await page.route('**/api/changes/stream*', (route) => route.abort())
  await page.goto(`/pipelines/${sales.id}`)
  await expect(page.getByText('Reconnecting…')).toBeVisible()
  await sales.change('Acme', { title: 'Acme again' })
  await page.unroute('**/api/changes/stream*')
  await rep.expectCards('Lead', ['Acme again', 'Birch', 'Cedar'])
  await expect(page.getByText('Reconnecting…')).toHaveCount(0)
})

test('behind a proxy that holds the stream back it says so, and asks for what is new', async ({ seed, boardOf }) => {
  test.slow()
  const sales = await seed(content)
  const rep = await boardOf('rep')
  const { page } = rep
  // Answered as a whole, once the server has ended it.
  await page.route('**/api/changes/stream*', async (route) => {
    const response = await route.fetch({ timeout: 0 }).catch(() => undefined)
    await (response ? route.fulfill({ response }) : route.abort()).catch(() => {})
  })
  await page.goto(`/pipelines/${sales.id}`)
  await rep.expectCards('Lead', content.Lead)
  await sales.change('Acme', { title: 'Acme again' })
  await expect(rep.card('Acme again')).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText('Updates are delayed')).toBeVisible({ timeout: 20_000 })
  await sales.change('Acme', { title: 'Acme at last' })
  await expect(rep.card('Acme at last')).toBeVisible({ timeout: 10_000 })
})

for (const theme of ['light', 'dark'])
  test(`with others there and a deal in hand, ${theme}, the board has no serious accessibility problem`, async ({
    seed,
    boardOf,
    baseURL,
  }) => {
    const sales = await seed(content)
    const rep = await boardOf('rep')
    await rep.open(sales)
    const admin = await boardOf('admin', { viewport: { width: theme === 'light' ? 1440 : 375, height: 812 } })
    await admin.page.context().addCookies([{ name: 'theme', value: theme, url: baseURL! }])
    await admin.open(sales)
    await expect(alsoHere(rep)).toBeVisible()
    await lift(rep, 'Acme')
    await expect(admin.page.getByText(`${names.rep} is moving this`)).toBeVisible()
    await expectNoProblem(admin.page)
    const overflow = await admin.page.getByRole('main').evaluate((main) => main.scrollWidth - main.clientWidth)
    expect(overflow).toBe(0)
  })

test('a gap that was too crowded leaves open boards with the order that is stored', async ({ seed, boardOf }) => {
  const sales = await seed({ Lead: ['Acme', 'Birch', 'Cedar', 'Dune', 'Elm'], Won: [] })
  const rep = await boardOf('rep')
  await rep.open(sales)
  await rep.expectAsStored(sales)
  for (let i = 0; i < 130; i++)
    for (const title of ['Birch', 'Cedar']) await sales.change(title, { afterId: sales.idOf('Acme') })
  await rep.expectCards('Lead', ['Acme', 'Cedar', 'Birch', 'Dune', 'Elm'])
  await rep.expectAsStored(sales)
})
