import { expect, test } from '../support/board-page'

const content = { Lead: ['Acme', 'Birch', 'Cedar'], Offer: ['Dune'], Won: [] }

test('Ctrl+Z takes back own moves, the last one first, for everybody', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const [board, other] = [await boardOf('rep'), await boardOf('admin')]
  await board.open(sales)
  await other.open(sales)
  await board.drag('Acme', board.card('Dune'), 0.1)
  await other.expectCards('Offer', ['Acme', 'Dune'])
  await board.drag('Birch', board.column('Won'), 0.5)
  await other.expectCards('Won', ['Birch'])

  await board.page.keyboard.press('Control+z')
  await board.expectCards('Won', [])
  await board.expectCards('Lead', ['Birch', 'Cedar'])
  await expect(board.page.getByText('Taken back: Moved Birch').first()).toBeVisible()
  await board.page.keyboard.press('Control+z')
  await board.expectCards('Lead', content.Lead)
  await other.expectCards('Lead', content.Lead)
  await board.page.keyboard.press('Control+z')
  await expect(board.page.getByText('There is nothing to take back.')).toBeVisible()
})

test('a deal that somebody moved since stays where they put it', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const [board, other] = [await boardOf('rep'), await boardOf('admin')]
  await board.open(sales)
  await other.open(sales)
  await board.drag('Acme', board.card('Dune'), 0.1)
  await other.expectCards('Offer', ['Acme', 'Dune'])
  await other.drag('Acme', other.column('Won'), 0.5)
  await board.expectCards('Won', ['Acme'])
  await board.page.keyboard.press('Control+z')
  await expect(board.page.getByText('moved it since then. Nothing was taken back.')).toBeVisible()
  await board.expectCards('Won', ['Acme'])
})

test('a deleted deal comes back where it was', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const board = await boardOf('rep')
  const { page } = board
  await board.open(sales)
  await board.card('Birch').focus()
  await page.keyboard.press('m')
  await page.getByRole('menuitem', { name: /Delete/ }).click()
  await page.getByRole('button', { name: 'Delete deal' }).click()
  await board.expectCards('Lead', ['Acme', 'Cedar'])
  await page.getByRole('button', { name: 'Undo' }).click()
  await board.expectCards('Lead', content.Lead)
  await expect(page.getByRole('button', { name: 'Redo' })).toBeFocused()
  await page.keyboard.press('Enter')
  await board.expectCards('Lead', ['Acme', 'Cedar'])
  await expect(page.getByRole('button', { name: 'Undo' })).toBeFocused()
  await page.keyboard.press('Enter')
  await board.expectCards('Lead', content.Lead)
  await page.reload()
  await board.expectCards('Lead', content.Lead)
})

test('an edit in the panel is taken back too', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const board = await boardOf('rep')
  const { page } = board
  await board.open(sales)
  await board.card('Birch').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Title').fill('Birch and beech')
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(board.card('Birch and beech')).toBeVisible()
  await expect(dialog).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await board.expectCards('Lead', content.Lead)
  await expect(board.card('Birch and beech')).toHaveCount(0)

  await board.card('Cedar').click()
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByRole('button', { name: 'Delete deal' }).click()
  await board.expectCards('Lead', ['Acme', 'Birch'])
  await page.getByRole('button', { name: 'Undo' }).click()
  await board.expectCards('Lead', content.Lead)
})
