import { expect, middle, test } from '../support/board-page'

const content = { Lead: ['Acme', 'Birch', 'Cedar'], Offer: ['Dune'], Won: [] }

test('a deal dragged within its column and to another one stays there after a reload', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const board = await boardOf('rep')
  await board.open(sales)
  await board.expectCards('Lead', content.Lead)

  let saved = board.saved()
  await board.drag('Acme', board.card('Cedar'), 0.9)
  await board.expectCards('Lead', ['Birch', 'Cedar', 'Acme'])
  await saved

  saved = board.saved()
  await board.drag('Cedar', board.card('Dune'), 0.1)
  await board.expectCards('Offer', ['Cedar', 'Dune'])
  await expect(board.column('Offer')).toContainText('$2K')
  await expect(board.card('Cedar')).toBeFocused()
  await saved

  saved = board.saved()
  await board.drag('Dune', board.column('Won'), 0.5)
  await board.expectCards('Won', ['Dune'])
  await saved

  await board.page.reload()
  await board.expectCards('Lead', ['Birch', 'Acme'])
  await board.expectCards('Offer', ['Cedar'])
  await board.expectCards('Won', ['Dune'])
})

test('while a deal is dragged the columns preview the result, and Escape leaves everything as it was', async ({
  seed,
  boardOf,
}) => {
  const sales = await seed(content)
  const board = await boardOf('rep')
  await board.open(sales)
  const from = await middle(board.card('Acme'))
  const to = await middle(board.column('Won'))
  await board.page.mouse.move(from.x, from.y)
  await board.page.mouse.down()
  await board.page.mouse.move(to.x, to.y, { steps: 8 })
  await expect(board.column('Won').getByRole('heading')).toContainText('Won1')
  await expect(board.column('Lead').getByRole('heading')).toContainText('Lead2')
  await board.page.keyboard.press('Escape')
  await board.page.mouse.up()
  await board.expectCards('Lead', content.Lead)
  await board.expectCards('Won', [])
  await expect(board.page.getByRole('dialog')).toHaveCount(0)
})

test('the keyboard moves a deal two columns and back, and says where it is', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const board = await boardOf('rep')
  const { keyboard } = board.page
  await board.open(sales)

  await board.card('Birch').focus()
  await keyboard.press('Space')
  await expect(board.said()).toContainText(['Lifted Birch. Lead, position 2 of 3.'])
  await keyboard.press('ArrowRight')
  await expect(board.said()).toContainText(['Birch, Offer, position 2 of 2'])
  await keyboard.press('ArrowUp')
  await expect(board.said()).toContainText(['Birch, Offer, position 1 of 2'])
  await keyboard.press('ArrowRight')
  await expect(board.said()).toContainText(['Birch, Won, position 1 of 1'])
  let saved = board.saved()
  await keyboard.press('Space')
  await expect(board.said()).toContainText(['Dropped Birch in Won, position 1 of 1'])
  await board.expectCards('Won', ['Birch'])
  await saved
  await expect(board.card('Birch')).toBeFocused()

  await keyboard.press('Space')
  await expect(board.said()).toContainText(['Lifted Birch'])
  await keyboard.press('ArrowLeft')
  await keyboard.press('ArrowLeft')
  await keyboard.press('ArrowDown')
  await expect(board.said()).toContainText(['Birch, Lead, position 2 of 3'])
  saved = board.saved()
  await keyboard.press('Space')
  await board.expectCards('Lead', content.Lead)
  await saved
  await expect(board.card('Birch')).toBeFocused()

  await keyboard.press('Space')
  await keyboard.press('ArrowRight')
  await expect(board.said()).toContainText(['Birch, Offer'])
  await keyboard.press('Escape')
  await expect(board.said()).toContainText(['Cancelled. Birch is back in Lead, position 2 of 3'])
  await board.expectCards('Lead', content.Lead)
})

test('a finger lifts a deal by pressing, and scrolls by swiping', async ({ seed, boardOf }) => {
  const many = Array.from({ length: 20 }, (_, i) => `Deal ${String(i).padStart(2, '0')}`)
  const sales = await seed({ Lead: many, Offer: ['Dune'] })
  const board = await boardOf('rep', { hasTouch: true, isMobile: true, viewport: { width: 820, height: 1000 } })
  await board.open(sales)
  const touch = await board.fingers()

  const from = await middle(board.card('Deal 01'))
  const to = await middle(board.card('Dune'), 0.9)
  await touch('touchStart', from)
  await expect(board.said()).toContainText(['Lifted Deal 01'])
  for (let i = 1; i <= 8; i++)
    await touch('touchMove', { x: from.x + ((to.x - from.x) * i) / 8, y: from.y + ((to.y - from.y) * i) / 8 })
  await expect(board.column('Offer').getByRole('heading')).toContainText('Offer2')
  const saved = board.saved()
  await touch('touchEnd')
  await board.expectCards('Offer', ['Dune', 'Deal 01'])
  await saved

  const at = await middle(board.card('Deal 06'))
  await touch('touchStart', at)
  for (let i = 1; i <= 10; i++) await touch('touchMove', { x: at.x, y: at.y - i * 30 })
  await touch('touchEnd')
  await expect(board.card('Deal 00')).not.toBeInViewport()
  await expect(board.column('Lead').getByRole('heading')).toContainText('Lead19')
})

test('the menu of a deal does what dragging does', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const board = await boardOf('rep')
  await board.open(sales)
  const choose = async (title: string, item: string) => {
    const saved = board.saved()
    await board.menuOf(title).click()
    await board.page.getByRole('menuitem', { name: item }).click()
    await saved
  }
  await choose('Acme', 'Bottom of column')
  await board.expectCards('Lead', ['Birch', 'Cedar', 'Acme'])
  await choose('Acme', 'Up')
  await board.expectCards('Lead', ['Birch', 'Acme', 'Cedar'])
  await choose('Birch', 'Won')
  await board.expectCards('Won', ['Birch'])
  await expect(board.card('Acme')).toBeFocused()

  await board.card('Cedar').click({ button: 'right' })
  await board.page.getByRole('menuitem', { name: 'Delete' }).click()
  await board.page.getByRole('alertdialog').getByRole('button', { name: 'Delete deal' }).click()
  await board.expectCards('Lead', ['Acme'])
  await board.page.reload()
  await board.expectCards('Lead', ['Acme'])
})

test('Enter opens a deal in the address, and closing it gives the focus back', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const board = await boardOf('rep')
  await board.open(sales)
  await board.card('Cedar').press('Enter')
  await expect(board.page.getByRole('dialog', { name: 'Cedar' })).toBeVisible()
  await expect(board.page).toHaveURL(/\?deal=/)
  await board.page.keyboard.press('Escape')
  await expect(board.page.getByRole('dialog')).toHaveCount(0)
  await expect(board.card('Cedar')).toBeFocused()
  await expect(board.page).not.toHaveURL(/\?deal=/)

  await board.card('Cedar').press('e')
  await expect(board.page.getByRole('dialog', { name: 'Cedar' })).toBeVisible()
  await board.page.reload()
  await expect(board.page.getByRole('dialog', { name: 'Cedar' })).toBeVisible()
  await board.page.goBack()
  await expect(board.page.getByRole('dialog')).toHaveCount(0)
})

test('a move on an outdated board goes back and says who was quicker', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const board = await boardOf('rep')
  const { page } = board
  await page.route('**/api/changes/stream*', (route) => route.abort())
  await page.goto(`/pipelines/${sales.id}`)
  await expect(page.getByText('Reconnecting…')).toBeVisible()
  await board.expectCards('Lead', content.Lead)
  await sales.change('Acme', { stageId: sales.stageId('Offer') })
  await board.drag('Acme', board.column('Won'), 0.5)
  await expect(page.getByText('changed it meanwhile. The board shows it as it is now')).toBeVisible()
  await board.expectCards('Lead', ['Birch', 'Cedar'])
  await board.expectCards('Won', [])
  await sales.change('Birch', { title: 'Birch again' })
  await board.drag('Birch', board.column('Won'), 0.5)
  await board.expectCards('Won', ['Birch again'])
})

test('a server that fails gets the deal put back', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const board = await boardOf('rep')
  const { page } = board
  await board.open(sales)
  await page.route('**/api/deals/*', (route) => route.fulfill({ status: 500, json: { status: 500 } }))
  await board.drag('Acme', board.column('Won'), 0.5)
  await expect(page.getByText('The server had a problem. The deal is as before.')).toBeVisible()
  await board.expectCards('Lead', content.Lead)
})

test('a viewer sees the board and cannot change it', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const board = await boardOf('viewer')
  await board.open(sales)
  await expect(board.page.getByText('View only')).toBeVisible()
  await board.drag('Acme', board.column('Won'), 0.5)
  await board.expectCards('Lead', content.Lead)
  await expect(board.menuOf('Acme')).toHaveCount(0)
  await expect(board.page.getByRole('button', { name: /^Add a deal/ })).toHaveCount(0)
  await board.card('Acme').focus()
  await board.page.keyboard.press('Space')
  await board.page.keyboard.press('ArrowRight')
  await board.page.keyboard.press('Space')
  await board.expectCards('Lead', content.Lead)
})

test('two people see each other’s moves', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const rep = await boardOf('rep')
  const admin = await boardOf('admin')
  await rep.open(sales)
  await admin.open(sales)
  await rep.drag('Acme', rep.column('Won'), 0.5)
  await admin.expectCards('Won', ['Acme'])
  await admin.expectCards('Lead', ['Birch', 'Cedar'])
  await admin.drag('Acme', admin.card('Dune'), 0.1)
  await rep.expectCards('Offer', ['Acme', 'Dune'])
  await rep.expectCards('Won', [])
})

test('a column of 1,000 deals keeps a few of them in the document', async ({ seed, boardOf }) => {
  test.slow()
  const sales = await seed({ Lead: ['The last one'], Won: [] })
  await sales.fill('Lead', 999)
  const board = await boardOf('rep')
  await board.open(sales)
  await expect(board.column('Lead').getByRole('heading')).toContainText('Lead1,000')
  expect(await board.cards('Lead').count()).toBeLessThan(40)
  await board.column('Lead').hover()
  await board.page.mouse.wheel(0, 1_000_000)
  await expect(board.card('The last one')).toBeInViewport()
  expect(await board.cards('Lead').count()).toBeLessThan(40)

  const saved = board.saved()
  await board.drag('The last one', board.column('Won'), 0.5)
  await board.expectCards('Won', ['The last one'])
  await saved
  await expect(board.column('Lead').getByRole('heading')).toContainText('Lead999')
})

test('a deal can be taken again while its copy still flies to its place', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const board = await boardOf('rep', { reducedMotion: 'no-preference' })
  const { page } = board
  await board.open(sales)
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Animation.enable')
  await cdp.send('Animation.setPlaybackRate', { playbackRate: 0.01 })
  let saved = board.saved()
  await board.drag('Acme', board.column('Won'), 0.1)
  await board.expectCards('Won', ['Acme'])
  await saved
  saved = board.saved()
  await board.drag('Acme', board.card('Dune'), 0.1)
  await board.expectCards('Offer', ['Acme', 'Dune'])
  await saved
})
