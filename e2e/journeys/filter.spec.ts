import { expect, test } from '../support/board-page'

const content = { Lead: ['Acme lights', 'Birch floor', 'Cedar lights'], Offer: ['Dune lights'], Won: ['Elm floor'] }

test('a search narrows cards and totals, stands in the address and survives a reload', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const board = await boardOf('rep')
  await board.open(sales)
  await expect(board.page.getByText('4 open deals · $4K')).toBeVisible()

  await board.page.keyboard.press('/')
  await expect(board.page.getByRole('searchbox', { name: 'Search deals' })).toBeFocused()
  await board.page.keyboard.type('LIGHTS')
  await board.expectCards('Lead', ['Acme lights', 'Cedar lights'])
  await board.expectCards('Offer', ['Dune lights'])
  await board.expectCards('Won', [])
  await expect(board.column('Won')).toContainText('No deals match')
  await expect(board.column('Lead')).toContainText('$2K')
  await expect(board.page.getByText('3 open deals · $3K')).toBeVisible()
  await expect(board.page).toHaveURL(/\?q=LIGHTS$/)

  await board.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await board.page.getByRole('button', { name: 'Copy as cURL' }).click()
  await expect
    .poll(() => board.page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(/^curl -G http:\/\/\S+\/api\/pipelines\/[\w-]+\/deals .*\n {2}--data-urlencode 'where\[q\]=LIGHTS'$/)

  await board.page.reload()
  await board.expectCards('Lead', ['Acme lights', 'Cedar lights'])
  await expect(board.page.getByRole('searchbox', { name: 'Search deals' })).toHaveValue('LIGHTS')
  await board.page.getByRole('button', { name: 'Show all deals' }).click()
  await board.expectCards('Lead', content.Lead)
  await expect(board.page).toHaveURL(/pipelines\/[\w-]+$/)
  await expect(board.page.getByRole('searchbox', { name: 'Search deals' })).toHaveValue('')
})

test('under a filter the changes of others come and go as they match', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const board = await boardOf('rep')
  await board.open(sales)
  await board.page.getByRole('searchbox', { name: 'Search deals' }).fill('lights')
  await board.expectCards('Lead', ['Acme lights', 'Cedar lights'])

  await sales.change('Birch floor', { title: 'Birch lights' })
  await board.expectCards('Lead', ['Acme lights', 'Birch lights', 'Cedar lights'])
  await sales.change('Acme lights', { title: 'Acme floor' })
  await board.expectCards('Lead', ['Birch lights', 'Cedar lights'])
  await expect(board.column('Lead')).toContainText('$2K')

  const saved = board.saved()
  await board.drag('Cedar lights', board.card('Dune lights'), 0.1)
  await saved
  await board.expectCards('Offer', ['Cedar lights', 'Dune lights'])
  await board.page.getByRole('button', { name: 'Remove the filter “lights”' }).click()
  await board.expectCards('Lead', ['Acme floor', 'Birch lights'])
  await board.expectCards('Offer', ['Cedar lights', 'Dune lights'])
})

test('filters are set by keyboard, said in words, and taken off one by one', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  await sales.change('Dune lights', { amount: 5000, expectedCloseDate: '2027-01-31' })
  const board = await boardOf('rep')
  const { page } = board
  await board.open(sales)

  await page.keyboard.press('f')
  const dialog = page.getByRole('dialog', { name: 'Filter deals' })
  await dialog.getByLabel('Amount, from').fill('2000')
  await dialog.getByLabel('Expected close, to').fill('2027-01-31')
  await page.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  await board.expectCards('Lead', [])
  await board.expectCards('Offer', ['Dune lights'])
  const chips = page.getByRole('list', { name: 'Filters' })
  await expect(chips).toContainText('Amount from 2000')
  await expect(chips).toContainText('Expected close up to 31 Jan 2027')

  await page.getByRole('button', { name: 'Remove the filter Amount from 2000' }).click()
  await expect(page).toHaveURL(/\?closesTo=2027-01-31$/)
  await page.getByRole('button', { name: 'Show all deals' }).click()
  await board.expectCards('Lead', content.Lead)

  await page.keyboard.press('q')
  await expect(page.getByRole('button', { name: 'Only mine' })).toHaveAttribute('aria-pressed', 'true')
  await board.expectCards('Lead', [])
  await page.keyboard.press('q')
  await board.expectCards('Lead', content.Lead)
})

test('an open deal keeps the filter in the address', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const board = await boardOf('rep')
  await board.open(sales)
  await board.page.getByRole('searchbox', { name: 'Search deals' }).fill('dune')
  await board.expectCards('Lead', [])
  await board.card('Dune lights').click()
  await expect(board.page.getByRole('dialog')).toBeVisible()
  await expect(board.page).toHaveURL(/\?q=dune&deal=/)
  await board.page.keyboard.press('Escape')
  await expect(board.page).toHaveURL(/\?q=dune$/)
  await board.expectCards('Lead', [])
})
