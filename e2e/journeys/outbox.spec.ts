import { expect, test } from '../support/board-page'

const content = { Lead: ['Acme', 'Birch', 'Cedar'], Offer: ['Dune'], Won: [] }

test('what the filter hides after a change is said, shown when asked for, and taken back', async ({
  seed,
  boardOf,
}) => {
  const sales = await seed(content)
  await sales.rule('Offer', { probability: 10 })
  const board = await boardOf('rep')
  const { page } = board
  await board.open(sales, '?minProbability=40')
  await expect(board.card('Acme')).toHaveCount(0)
  await sales.change('Acme', { probability: 60 })
  await board.expectCards('Lead', ['Acme'])
  await board.card('Acme').press('e')
  await page.getByRole('dialog').getByLabel('Probability').fill('20')
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click()
  await expect(page.getByText('“Acme” is hidden by the filter')).toBeVisible()
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page.getByRole('dialog', { name: 'Acme' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+z')
  await board.expectCards('Lead', ['Acme'])
})

test('a new deal that the filter hides is said to be there', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const board = await boardOf('rep')
  const { page } = board
  await board.open(sales, '?q=acme')
  await board.expectCards('Lead', ['Acme'])
  await page.getByRole('button', { name: 'Add a deal to Lead' }).click()
  await page.getByRole('textbox', { name: 'Title' }).fill('Elm')
  await page.getByRole('textbox', { name: 'Title' }).press('Enter')
  await expect(page.getByText('“Elm” is hidden by the filter')).toBeVisible()
  await board.expectCards('Lead', ['Acme'])
  await page.getByRole('textbox', { name: 'Title' }).press('Escape')
  await page.keyboard.press('Control+z')
  await expect(page.getByText('Taken back: Added Elm').first()).toBeVisible()
  await expect.poll(async () => (await sales.stored())[0]!.deals.length).toBe(3)
})

test('creations and edits are taken back and done again by keys, and from a list, after a reload too', async ({
  seed,
  boardOf,
}) => {
  const sales = await seed(content)
  const board = await boardOf('rep')
  const { page } = board
  await board.open(sales)
  await board.card('Acme').press('n')
  await page.getByRole('textbox', { name: 'Title' }).fill('Elm')
  await page.getByRole('textbox', { name: 'Title' }).press('Enter')
  await board.expectCards('Lead', ['Elm', 'Acme', 'Birch', 'Cedar'])
  await page.getByRole('textbox', { name: 'Title' }).press('Escape')
  await board.card('Birch').press('w')
  await board.expectCards('Won', ['Birch'])
  await board.expectAsStored(sales)
  await board.open(sales)

  await page.keyboard.press('Control+z')
  await board.expectCards('Won', [])
  await page.keyboard.press('Control+z')
  await board.expectCards('Lead', ['Acme', 'Birch', 'Cedar'])
  await page.keyboard.press('Control+Shift+Z')
  await board.expectCards('Lead', ['Elm', 'Acme', 'Birch', 'Cedar'])
  await page.keyboard.press('Control+Shift+Z')
  await board.expectCards('Won', ['Birch'])

  await page.getByRole('button', { name: 'Your changes' }).click()
  await page.getByRole('menuitem', { name: 'Added Elm' }).click()
  await board.expectCards('Lead', ['Acme', 'Cedar'])
  await board.expectAsStored(sales)
})

test('the panel of a deal that a colleague deletes says so, and brings it back', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const board = await boardOf('rep')
  const { page } = board
  await board.open(sales)
  await board.card('Birch').click()
  await page.getByRole('dialog', { name: 'Birch' }).getByLabel('Next step').fill('Call Ana')
  await sales.remove('Birch')
  await expect(page.getByText('This deal was deleted')).toBeVisible()
  await expect(page.getByText('“Birch” was not saved')).toBeVisible()
  await page.getByRole('button', { name: 'Bring it back' }).click()
  await expect(page.getByRole('dialog', { name: 'Birch' }).getByLabel('Title')).toHaveValue('Birch')
  await board.expectCards('Lead', content.Lead)
})

test('the focus stays in its column when its card goes', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const board = await boardOf('rep')
  const { keyboard } = board.page
  await board.open(sales)
  await board.card('Acme').focus()
  await keyboard.press('w')
  await expect(board.card('Birch')).toBeFocused()
  await sales.remove('Birch')
  await expect(board.card('Cedar')).toBeFocused()
  await keyboard.press('m')
  await board.page.getByRole('menuitem', { name: 'Offer' }).click()
  await expect(board.column('Lead').getByRole('button', { name: 'Add a deal to Lead' })).toBeFocused()
})

test('a key that was meant for a deal that a colleague takes away does not reach the next one', async ({
  seed,
  boardOf,
}) => {
  const sales = await seed(content)
  const board = await boardOf('admin')
  const { keyboard } = board.page
  await board.open(sales)
  await board.card('Acme').focus()
  await sales.remove('Acme')
  await expect(board.card('Birch')).toBeFocused()
  const words = 'Demo Rep deleted “Acme”. “Birch” has the focus now. Press an arrow key to go on from there.'
  await expect(board.said().filter({ hasText: words })).toHaveCount(1)
  for (const key of ['w', 'l', 'Delete', 'm', 'Alt+ArrowRight', 'Space', 'Enter']) await keyboard.press(key)
  await expect(board.page.getByText('Demo Rep deleted “Acme”.', { exact: true })).toBeVisible()
  await expect(board.page.getByRole('dialog')).toHaveCount(0)
  await expect(board.page.getByRole('alertdialog')).toHaveCount(0)
  await expect(board.page.getByRole('menu')).toHaveCount(0)
  await board.expectCards('Lead', ['Birch', 'Cedar'])

  await keyboard.press('ArrowDown')
  await expect(board.card('Cedar')).toBeFocused()
  await keyboard.press('ArrowUp')
  await sales.change('Birch', { stageId: sales.stageId('Offer') })
  await board.expectCards('Lead', ['Cedar'])
  await expect(board.card('Cedar')).toBeFocused()
  await keyboard.press('w')
  await expect(board.page.getByText('“Birch” has left this list.', { exact: true })).toBeVisible()
  await keyboard.press('Escape')
  await keyboard.press('w')
  await board.expectCards('Lead', [])
  await board.expectCards('Won', ['Cedar'])
  await board.card('Cedar').focus()
  await sales.remove('Cedar')
  await expect(board.column('Won').getByRole('button', { name: 'Add a deal to Won' })).toBeFocused()
  await expect(board.said().filter({ hasText: /^Demo Rep deleted “Cedar”\.$/ })).toHaveCount(1)
})

test('a move refused gives the focus back to its card', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  await sales.rule('Offer', { wipLimit: 1, wipIsHard: true })
  const board = await boardOf('rep')
  await board.open(sales)
  await board.card('Birch').press('Alt+ArrowRight')
  await expect(board.page.getByText('“Birch” was not moved')).toBeVisible()
  await expect(board.said()).toContainText(['Birch is back in Lead, position 2 of 3'])
  await expect(board.card('Birch')).toBeFocused()
})

test('several for a stage that is gone are told so', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const board = await boardOf('rep')
  await board.open(sales)
  for (const title of ['Acme', 'Birch']) await board.card(title).click({ modifiers: ['Control'] })
  await board.page.route('**/api/deals/bulk', async (route) => {
    await sales.removeStage('Offer')
    await route.continue()
  })
  await board.card('Acme').press('Alt+ArrowRight')
  await expect(board.page.getByText('That stage was deleted meanwhile. Choose another one.')).toBeVisible()
  await board.expectAsStored(sales)
})

test('changes of the same deal in one go all arrive: a drop, an edit, and another drop', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const board = await boardOf('rep')
  const { page } = board
  await board.open(sales)
  await board.card('Acme').press('e')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('Title')).toBeVisible()
  await page.route('**/api/deals/*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1000))
    await route.continue()
  })
  await board.drag('Acme', board.card('Dune'), 0.9)
  await dialog.getByLabel('Title').fill('Acme Corp')
  await dialog.getByLabel('Title').press('Tab')
  await expect(dialog.getByText('Saving…')).toBeVisible()
  // The panel covers a part of the board, which would scroll under the second drag.
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await board.drag('Acme Corp', board.column('Won'), 0.5)
  await board.expectCards('Won', ['Acme Corp'])
  await expect(board.card('Acme Corp')).not.toContainText('Saving')
  await board.expectAsStored(sales)
  expect(await sales.read('Acme')).toMatchObject({ title: 'Acme Corp', version: 4 })
})
