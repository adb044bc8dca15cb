import { type BoardPage, expect, test } from './board-page'

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
  const height = async () => (await board.card('Acme').boundingBox())!.height
  const before = await height()

  await page.keyboard.press('v')
  await expect(view(board).getByRole('radio', { name: 'Regular' })).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await expect(page).toHaveURL(/\?density=compact$/)
  await expect.poll(height).toBeLessThan(before)
  await view(board).getByRole('checkbox', { name: 'Amount' }).press('Space')
  await expect(board.card('Acme')).not.toContainText('$1K')
  await expect(page).toHaveURL(/\?density=compact&fields=client%2Ccloses%2Cprobability%2Cowner%2Ctags%2Ctime$/)
  await page.keyboard.press('Escape')
  await expect(view(board)).toHaveCount(0)

  await page.reload()
  await expect(board.card('Acme')).not.toContainText('$1K')
  expect(await height()).toBeLessThan(before)
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
  for (const density of ['Compact', 'Roomy']) {
    await board.page.keyboard.press('v')
    await view(board).getByRole('radio', { name: density }).check()
    await board.page.keyboard.press('Escape')
    const [, , third] = await board.cards('Lead').getByRole('link').allInnerTexts()
    const title = third!.split('\n')[0]!
    const saved = board.saved()
    await board.drag(title, board.cards('Lead').first(), 0.1)
    await saved
    await expect(board.cards('Lead').first()).toContainText(title)
  }
  await board.expectCards('Lead', ['Birch', 'Cedar', 'Acme', 'Dune'])
})
