import { expect, test } from '../support/board-page'

const content = { Lead: ['Acme', 'Birch'], Offer: ['Dune'], Won: [] }

test('a collapsed stage keeps its count, takes drops, and stays collapsed in the address', async ({
  seed,
  boardOf,
}) => {
  const sales = await seed(content)
  const board = await boardOf('rep')
  const { page } = board
  await board.open(sales)
  await board.column('Offer').getByRole('button', { name: 'Stage Offer' }).click()
  await page.getByRole('menuitem', { name: 'Collapse' }).click()
  await expect(board.card('Dune')).toHaveCount(0)
  await expect(page).toHaveURL(/\?collapsed=/)
  await expect(board.column('Offer').getByRole('heading')).toContainText('Offer1')

  let saved = board.saved()
  await board.drag('Acme', board.column('Offer'), 0.5)
  await saved
  await board.expectCards('Lead', ['Birch'])
  await expect(board.column('Offer').getByRole('heading')).toContainText('Offer2')
  await expect(board.column('Offer')).toContainText('$2K')

  saved = board.saved()
  await board.card('Birch').focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Space')
  await saved
  await expect(board.column('Offer').getByRole('button')).toBeFocused()

  await page.reload()
  await expect(board.column('Offer').getByRole('heading')).toContainText('Offer3')
  await page.keyboard.press('ArrowDown')
  await board.column('Offer').getByRole('button').press('Enter')
  await board.expectCards('Offer', ['Birch', 'Acme', 'Dune'])
  await expect(page).not.toHaveURL(/collapsed/)
})
