import { expect, test } from '../support/board-page'
import { openPalette } from '../support/fixtures'

const content = { Lead: ['Acme lights', 'Birch floor'], Offer: ['Dune lights'] }

test('a deal is found from another page and opened on its board', async ({ seed, boardOf }) => {
  await seed({ Lead: ['Quite another'] })
  await seed({ Lead: ['Zirconium hall'], Offer: [] })
  const { page } = await boardOf('rep')
  await page.goto('/contacts')
  const palette = await openPalette(page)
  await page.keyboard.type('zircon')
  await expect(palette.getByRole('option', { name: /Zirconium hall/ }).first()).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/pipelines\/[\w-]+\?deal=[\w-]+$/)
  await expect(page.getByRole('dialog').getByLabel('Title')).toHaveValue('Zirconium hall')
})

test('actions of the board run by their names, and with their keys beside', async ({ seed, boardOf }) => {
  const board = await boardOf('rep')
  await board.open(await seed(content))
  const { page } = board
  await page.keyboard.press('Control+k')
  await page.keyboard.type('shortcuts')
  await expect(page.getByRole('option', { name: 'Keyboard shortcuts ?' })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await page.keyboard.press('Escape')

  await page.keyboard.press('Control+k')
  await page.keyboard.type('new deal')
  await page.keyboard.press('Enter')
  await expect(board.column('Lead').getByRole('textbox', { name: /title/i })).toBeFocused()
})

test('arrows walk it, Escape leaves it where the focus was, and nothing found says so', async ({ seed, boardOf }) => {
  const board = await boardOf('rep')
  await board.open(await seed(content))
  const { page } = board
  await board.card('Birch floor').focus()
  await page.keyboard.press('Control+k')
  const options = page.getByRole('option')
  await expect(options.first()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('ArrowDown')
  await expect(options.nth(1)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await expect(options.last()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.type('no such thing')
  await expect(page.getByText('Nothing is called that')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(board.card('Birch floor')).toBeFocused()
})

test('a contact leads to the list that it is found in', async ({ boardOf, api }) => {
  const name = `Ytterby ${Date.now()}`
  await (await api('rep'))('POST', '/api/organization-contact', { name })
  const { page } = await boardOf('rep')
  await page.goto('/pipelines')
  await page.getByRole('button', { name: 'Find' }).click()
  await page.getByRole('combobox').fill(name)
  await page.getByRole('option', { name }).click()
  await expect(page.getByRole('searchbox', { name: 'Search contacts' })).toHaveValue(name)
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1)
})
