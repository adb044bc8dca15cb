import { expect, test } from '../support/board-page'

const content = { Lead: ['Acme', 'Birch', 'Cedar'], Offer: ['Dune'] }

test('fields are saved as they are left, beside a board that stays in use', async ({ seed, boardOf }) => {
  const board = await boardOf('rep')
  await board.open(await seed(content))
  const { page } = board
  await board.card('Birch').press('e')
  const panel = page.getByRole('dialog', { name: 'Birch' })
  await panel.getByLabel('Amount').fill('2500')
  await page.keyboard.press('Tab')
  await expect(panel.getByRole('status')).toHaveText('Saved')
  await expect(board.card('Birch')).toContainText('$2.5K')
  await panel.getByLabel('Stage').selectOption('Offer')
  await board.expectCards('Offer', ['Birch', 'Dune'])

  await board.card('Cedar').click()
  const other = page.getByRole('dialog', { name: 'Cedar' })
  await other.getByLabel('Probability').fill('40')
  await board.card('Dune').click()
  await expect(page.getByRole('dialog', { name: 'Dune' }).getByLabel('Title')).toHaveValue('Dune')
  await expect(board.card('Cedar')).toContainText('40%')
  await page.goBack()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await board.page.keyboard.press('Control+z')
  await expect(board.card('Cedar')).not.toContainText('40%')
})

test('the deals above and below are a press away', async ({ seed, boardOf }) => {
  const board = await boardOf('rep')
  await board.open(await seed(content))
  const { page } = board
  await board.card('Birch').press('Enter')
  const panel = page.getByRole('dialog')
  await panel.getByRole('button', { name: 'The deal below' }).press('Enter')
  await expect(panel.getByLabel('Title')).toHaveValue('Cedar')
  await expect(panel.getByRole('button', { name: 'The deal below' })).toBeDisabled()
  await panel.getByRole('button', { name: 'The deal above' }).press('Enter')
  await panel.getByRole('button', { name: 'The deal above' }).press('Enter')
  await expect(panel.getByLabel('Title')).toHaveValue('Acme')
  await page.keyboard.press('Escape')
  await expect(panel).toHaveCount(0)
  await expect(board.card('Acme')).toBeFocused()
  await expect(page).not.toHaveURL(/deal=/)
})

test('Escape leaves what was typed, and what others change shows at once', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const board = await boardOf('rep')
  await board.open(sales)
  const { page } = board
  await board.card('Acme').press('e')
  const panel = page.getByRole('dialog')
  await expect(panel.getByLabel('Amount')).toHaveValue('1,000.00')
  await sales.change('Acme', { amount: 777 })
  await expect(panel.getByLabel('Amount')).toHaveValue('777.00')
  await panel.getByLabel('Amount').fill('1')
  await page.keyboard.press('Escape')
  await expect(panel).toHaveCount(0)
  await expect(board.card('Acme')).toContainText('$777')
  await page.reload()
  await expect(board.card('Acme')).toContainText('$777')
})

test('what could not be saved on the way out is said', async ({ seed, boardOf }) => {
  const board = await boardOf('rep')
  await board.open(await seed(content))
  const { page } = board
  await board.card('Acme').press('e')
  await page.getByRole('dialog').getByLabel('Amount').fill('a lot')
  await page.getByRole('button', { name: 'Close', exact: true }).first().click()
  await expect(page.getByText('“Acme” was not saved')).toBeVisible()
  await expect(board.card('Acme')).toContainText('$1K')
})
