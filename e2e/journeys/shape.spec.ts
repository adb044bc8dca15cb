import { type BoardPage, expect, test } from '../support/board-page'

const content = { Lead: ['Acme', 'Birch'], Offer: ['Dune'] }

const view = ({ page }: BoardPage) => page.getByRole('dialog', { name: 'View' })

test('density and the fields of cards are chosen by keys, stand in the address and survive a reload', async ({
  seed,
  boardOf,
}) => {
  const sales = await seed(content)
  const board = await boardOf('rep')
  const { page } = board
  await board.open(sales)
  // While its list is made anew it has none.
  const height = async () => (await board.card('Acme').boundingBox())?.height ?? Number.POSITIVE_INFINITY
  const before = await height()

  await page.keyboard.press('v')
  await expect(view(board).getByRole('combobox', { name: 'Sort by' })).toBeFocused()
  await view(board).getByRole('radio', { name: 'Regular' }).press('ArrowLeft')
  await expect(page).toHaveURL(/\?density=compact$/)
  await expect.poll(height).toBeLessThan(before)
  await view(board).getByRole('checkbox', { name: 'Amount' }).press('Space')
  await expect(board.card('Acme')).not.toContainText('$1K')
  await expect(page).toHaveURL(
    /\?density=compact&fields=client%2Ccloses%2Cprobability%2Cowner%2Ctags%2Ctime%2CnextStep$/,
  )
  await page.keyboard.press('Escape')
  await expect(view(board)).toHaveCount(0)

  await page.reload()
  await expect(board.card('Acme')).not.toContainText('$1K')
  await expect.poll(height).toBeLessThan(before)
  await page.getByRole('button', { name: 'View', exact: true }).click()
  await view(board).getByRole('checkbox', { name: 'Amount' }).check()
  await view(board).getByRole('radio', { name: 'Regular' }).check()
  await expect(page).toHaveURL(/pipelines\/[\w-]+$/)
  await expect(board.card('Acme')).toContainText('$1K')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'View', exact: true })).toBeFocused()
})

test('an insertion line and a drop are right at every density', async ({ seed, boardOf }) => {
  const sales = await seed({ Lead: ['Acme', 'Birch', 'Cedar', 'Dune'], Offer: [] })
  const board = await boardOf('rep')
  await board.open(sales)
  for (const [density, title] of [
    ['Compact', 'Cedar'],
    ['Roomy', 'Birch'],
  ] as const) {
    await board.page.keyboard.press('v')
    await view(board).getByRole('radio', { name: density }).check()
    await board.page.keyboard.press('Escape')
    const saved = board.saved()
    await board.drag(title, board.cards('Lead').first(), 0.1)
    await saved
    await expect(board.cards('Lead').first()).toContainText(title)
  }
  await board.expectCards('Lead', ['Birch', 'Cedar', 'Acme', 'Dune'])
})

const amounts = { Acme: 100, Birch: 300, Cedar: 200, Dune: 50 }

test('a sorted board takes drops between columns, and says that the order inside follows the sort', async ({
  seed,
  boardOf,
}) => {
  const sales = await seed({ Lead: ['Acme', 'Birch', 'Cedar'], Offer: ['Dune'] })
  for (const [title, amount] of Object.entries(amounts)) await sales.change(title, { amount })
  const board = await boardOf('rep')
  const { page } = board
  await board.open(sales)
  await page.keyboard.press('v')
  await view(board).getByRole('combobox', { name: 'Sort by' }).selectOption('Amount')
  await board.expectCards('Lead', ['Acme', 'Cedar', 'Birch'])
  await view(board).getByRole('button', { name: 'Smallest or earliest first' }).click()
  await board.expectCards('Lead', ['Birch', 'Cedar', 'Acme'])
  await expect(page).toHaveURL(/\?sort=-amount$/)
  await page.keyboard.press('Escape')

  const words = 'Order follows the sort by amount'
  await board.drag('Acme', board.card('Birch'), 0.1)
  await expect(board.said().filter({ hasText: words }).first()).toBeAttached()
  await board.expectCards('Lead', ['Birch', 'Cedar', 'Acme'])
  await board.card('Birch').focus()
  await page.keyboard.press('Alt+ArrowDown')
  await board.expectCards('Lead', ['Birch', 'Cedar', 'Acme'])

  let saved = board.saved()
  await board.drag('Acme', board.card('Dune'), 0.9)
  await saved
  await board.expectCards('Offer', ['Acme', 'Dune'])
  saved = board.saved()
  await board.card('Cedar').focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowRight')
  await expect(board.said().filter({ hasText: 'Cedar, Offer, position 1 of 3' })).toBeAttached()
  await page.keyboard.press('ArrowDown')
  await expect(board.said().filter({ hasText: words }).first()).toBeAttached()
  await page.keyboard.press('Space')
  await saved
  await board.expectCards('Offer', ['Cedar', 'Acme', 'Dune'])

  await sales.change('Dune', { amount: 150 })
  await board.expectCards('Offer', ['Cedar', 'Dune', 'Acme'])
  await page.reload()
  await board.expectCards('Offer', ['Cedar', 'Dune', 'Acme'])
  await page.getByRole('button', { name: 'View, sorted by amount' }).click()
  await view(board).getByRole('combobox', { name: 'Sort by' }).selectOption('As arranged by hand')
  await board.expectCards('Offer', ['Cedar', 'Acme', 'Dune'])
  await board.expectCards('Lead', ['Birch'])
})

test('a long stage is sorted as a whole, not as far as it is loaded', async ({ seed, boardOf }) => {
  const sales = await seed({ Lead: ['Zebra'], Offer: [] })
  await sales.fill('Lead', 60)
  const board = await boardOf('rep')
  await board.open(sales)
  await board.page.goto(`${board.page.url()}?sort=-title`)
  await expect(board.cards('Lead').first()).toContainText('Zebra')
  await board.card('Zebra').press('Alt+ArrowRight')
  await board.expectCards('Offer', ['Zebra'])
  await board.column('Lead').getByRole('list').hover()
  await board.page.mouse.wheel(0, 100_000)
  await expect(board.cards('Lead').last()).toContainText('Deal 0')
})
