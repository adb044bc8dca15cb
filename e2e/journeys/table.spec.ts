import { expect, test } from '../support/table-page'

const content = { Lead: ['Cedar', 'acme', 'Birch'], Offer: ['Dune'] }
const inBoardOrder = ['Cedar', 'acme', 'Birch', 'Dune']

test('a heading sorts, the address keeps it, and the third press goes back to the order of the board', async ({
  seed,
  boardOf,
  tableOf,
}) => {
  const sales = await seed(content)
  await sales.change('Birch', { amount: 5000 })
  await sales.change('Dune', { amount: null })
  const table = await tableOf(await boardOf('rep'), sales)
  await table.expectRows(inBoardOrder)

  const amount = table.heading('Amount')
  await amount.getByRole('button').click()
  await expect(amount).toHaveAttribute('aria-sort', 'ascending')
  await amount.getByRole('button').click()
  await expect(amount).toHaveAttribute('aria-sort', 'descending')
  await expect(table.grid().getByRole('link').first()).toHaveText('Birch')
  await expect(table.grid().getByRole('link').last()).toHaveText('Dune')
  await expect(table.page).toHaveURL(/sort=-amount/)
  await table.page.reload()
  await expect(amount).toHaveAttribute('aria-sort', 'descending')
  await expect(table.grid().getByRole('link').first()).toHaveText('Birch')

  await amount.getByRole('button').click()
  await table.expectRows(inBoardOrder)
  await expect(table.page).toHaveURL(/\?view=table$/)
  await table.heading('Title').getByRole('button').click()
  await table.expectRows(['acme', 'Birch', 'Cedar', 'Dune'])
})

test('board and table share the filter', async ({ seed, boardOf, tableOf }) => {
  const sales = await seed({ Lead: ['Acme lights', 'Birch floor'], Offer: ['Dune lights'] })
  const board = await boardOf('rep')
  const table = await tableOf(board, sales)
  await table.page.getByRole('searchbox', { name: 'Search deals' }).fill('lights')
  await table.expectRows(['Acme lights', 'Dune lights'])
  await table.page.getByRole('link', { name: 'Board', exact: true }).click()
  await board.expectCards('Lead', ['Acme lights'])
  await expect(table.page).toHaveURL(/\?q=lights$/)
  await table.page.getByRole('link', { name: 'Table', exact: true }).click()
  await table.expectRows(['Acme lights', 'Dune lights'])

  await sales.change('Birch floor', { title: 'Birch lights' })
  await table.expectRows(['Acme lights', 'Birch lights', 'Dune lights'])
  await table.page.getByRole('searchbox', { name: 'Search deals' }).fill('nothing like it')
  await expect(table.page.getByRole('heading', { name: 'No deals match' })).toBeVisible()
  await table.page.getByRole('main').getByRole('button', { name: 'Show all deals' }).last().click()
  await table.expectRows(['Acme lights', 'Birch lights', 'Dune lights'])
})

test('an edit in place is saved for everybody, and Ctrl+Z takes it back', async ({ seed, boardOf, tableOf }) => {
  const sales = await seed(content)
  const table = await tableOf(await boardOf('rep'), sales)
  const other = await tableOf(await boardOf('admin'), sales)

  const amount = await table.edit('Birch', 'Amount')
  await expect(amount).toHaveValue('1,000.00')
  await amount.fill('2,500.5')
  await amount.press('Enter')
  await expect(await table.cell('Birch', 'Amount')).toHaveText('$2,500.50')
  await expect(await table.cell('Birch', 'Amount')).toBeFocused()
  await expect(await other.cell('Birch', 'Amount')).toHaveText('$2,500.50')
  await expect(table.page.getByRole('status').filter({ hasText: 'Amount of Birch saved' })).toHaveCount(1)

  await table.page.keyboard.press('Control+z')
  await expect(await table.cell('Birch', 'Amount')).toHaveText('$1,000.00')
  await expect(await other.cell('Birch', 'Amount')).toHaveText('$1,000.00')
})

test('stage and owner are chosen from a list that typing narrows', async ({ seed, boardOf, tableOf }) => {
  const sales = await seed(content)
  const table = await tableOf(await boardOf('rep'), sales)
  const { page } = table

  const stage = await table.edit('acme', 'Stage')
  await page.getByRole('option', { name: 'Offer' }).click()
  await expect(stage).toHaveCount(0)
  await expect(await table.cell('acme', 'Stage')).toHaveText('Offer')
  await expect(page.getByText('Deals have changed their places.')).toBeVisible()
  await page.getByRole('button', { name: 'Sort again' }).click()
  await table.expectRows(['Cedar', 'Birch', 'acme', 'Dune'])

  const owner = await table.edit('Dune', 'Owner')
  await owner.fill('admin')
  await owner.press('Enter')
  await expect(await table.cell('Dune', 'Owner')).toContainText('Demo Admin')
  await page.reload()
  await expect(await table.cell('Dune', 'Owner')).toContainText('Demo Admin')
  await expect(await table.cell('acme', 'Stage')).toHaveText('Offer')
})

test('a stage asks for what it needs, as at a drop', async ({ seed, boardOf, tableOf }) => {
  const sales = await seed({ ...content, Proposal: [] })
  await sales.rule('Proposal', { requiredFields: ['probability'] })
  const table = await tableOf(await boardOf('rep'), sales)
  const choose = async () => {
    await table.edit('Dune', 'Stage')
    await table.page.getByRole('option', { name: 'Proposal' }).click()
    return table.page.getByRole('dialog', { name: 'Move to Proposal' })
  }
  const left = await choose()
  await left.getByRole('button', { name: 'Cancel' }).click()
  await expect(await table.cell('Dune', 'Stage')).toHaveText('Offer')
  const dialog = await choose()
  await dialog.getByLabel('Probability').fill('60')
  await dialog.getByRole('button', { name: 'Move to Proposal' }).click()
  await expect(await table.cell('Dune', 'Stage')).toHaveText('Proposal')
  await expect(await table.cell('Dune', 'Probability')).toHaveText('60%')
  await table.page.keyboard.press('Control+z')
  await expect(await table.cell('Dune', 'Stage')).toHaveText('Offer')
})

test('everything goes by keyboard', async ({ seed, boardOf, tableOf }) => {
  const sales = await seed(content)
  const table = await tableOf(await boardOf('rep'), sales)
  const { page } = table
  await table.expectRows(inBoardOrder)
  await page.keyboard.press('ArrowDown')
  await expect(table.heading('Title').getByRole('button')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(await table.cell('acme', 'Title')).toBeFocused()

  await page.keyboard.press('Enter')
  await page.keyboard.type('Acorn')
  await page.keyboard.press('Escape')
  await expect(await table.cell('acme', 'Title')).toBeFocused()
  await page.keyboard.press('F2')
  await page.keyboard.type('Acorn')
  await page.keyboard.press('Tab')
  await expect(table.editor('Stage of Acorn')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(await table.cell('Acorn', 'Stage')).toBeFocused()

  await page.keyboard.press('Control+End')
  await expect(await table.cell('Dune', 'Created')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: /Dune/ })).toHaveCount(0)
  await page.keyboard.press('Home')
  await page.keyboard.press('Space')
  await expect(page.getByRole('dialog').getByLabel('Title')).toHaveValue('Dune')
  await expect(page).toHaveURL(/view=table&deal=/)
  await page.keyboard.press('Escape')
  await expect(await table.cell('Dune', 'Title')).toBeFocused()
})

test('a refused edit keeps what was typed and says which field and why', async ({ seed, boardOf, tableOf }) => {
  const sales = await seed(content)
  const table = await tableOf(await boardOf('rep'), sales)
  const amount = await table.edit('Birch', 'Amount')
  await amount.fill('12345678901234')
  await amount.press('Enter')
  await expect(amount).toHaveAccessibleDescription('Must have at most 2 decimals in USD and 15 digits in all.')
  await expect(amount).toHaveValue('12345678901234')
  await amount.press('Escape')
  await expect(await table.cell('Birch', 'Amount')).toHaveText('$1,000.00')

  await table.page.route('**/api/deals/*', (route) =>
    route.fulfill({ status: 400, json: { errors: [{ path: 'title', message: 'must be shorter' }] } }),
  )
  const title = await table.edit('Birch', 'Title')
  await title.fill('Beech')
  await title.press('Enter')
  await expect(table.page.getByText('Title of “Birch” was not saved')).toBeVisible()
  await expect(table.editor('Title of Birch')).toHaveValue('Beech')
  await expect(table.editor('Title of Birch')).toHaveAccessibleDescription('Title: must be shorter.')
})

test('who changed the same field meanwhile is named, and not written over unasked', async ({
  seed,
  boardOf,
  tableOf,
}) => {
  const sales = await seed(content)
  const table = await tableOf(await boardOf('admin'), sales)
  const amount = await table.edit('Birch', 'Amount')
  await sales.change('Birch', { amount: 7000 })
  await sales.change('Dune', { title: 'Dune is told of later' })
  await expect(table.row('Dune is told of later')).toBeVisible()
  await amount.fill('8000')
  await amount.press('Enter')
  const reason = 'Demo Rep changed it meanwhile; it is $7,000.00 now.'
  await expect(table.page.getByText(reason, { exact: true })).toBeVisible()
  await expect(await table.cell('Birch', 'Amount')).toHaveText(`8000, not saved. ${reason}`)
  expect(await sales.read('Birch')).toMatchObject({ amount: 7000 })
  await table.page.getByRole('button', { name: 'Save mine' }).click()
  await expect(await table.cell('Birch', 'Amount')).toHaveText('$8,000.00')

  const title = await table.edit('Birch', 'Title')
  await sales.change('Birch', { probability: 33 })
  await title.fill('Beech')
  await title.press('Enter')
  await expect(table.row('Beech')).toContainText('33%')
})

test('deals that others make and delete come and go', async ({ seed, boardOf, tableOf, api }) => {
  const sales = await seed(content)
  const table = await tableOf(await boardOf('admin'), sales, '&sort=title')
  await table.expectRows(['acme', 'Birch', 'Cedar', 'Dune'])
  await sales.fill('Offer', 1)
  await table.expectRows(['acme', 'Birch', 'Cedar', 'Deal 0', 'Dune'])
  const call = await api('rep')
  const { items } = await call<{ items: { id: string; title: string }[] }>(
    'GET',
    `/api/pipelines/${sales.id}/cards?sort=title`,
  )
  await (await table.cell('Birch', 'Stage')).click()
  await call('DELETE', `/api/deals/${items.find(({ title }) => title === 'Birch')!.id}`)
  await table.expectRows(['acme', 'Cedar', 'Deal 0', 'Dune'])
  await expect(await table.cell('Cedar', 'Stage')).toBeFocused()
})

test('many deals are read as they are scrolled to, and all of them up to the end', async ({
  seed,
  boardOf,
  tableOf,
}) => {
  const sales = await seed(content)
  await sales.fill('Lead', 160)
  const table = await tableOf(await boardOf('rep'), sales, '&sort=-createdAt')
  await expect(table.grid()).toHaveAttribute('aria-rowcount', '165')
  await expect(table.row('Dune')).toHaveCount(0)
  await table.heading('Title').getByRole('button').focus()
  await table.page.keyboard.press('Control+End')
  await expect(table.grid().getByRole('row').last().getByRole('gridcell').last()).toBeFocused()
  await expect(table.grid().getByRole('row').last()).toHaveAttribute('aria-rowindex', '165')
  await table.page.keyboard.press('Control+Home')
  await expect(table.grid().getByRole('row').nth(1).getByRole('gridcell').first()).toBeFocused()
})

test('whoever may only look does not edit', async ({ seed, boardOf, tableOf }) => {
  const sales = await seed(content)
  const table = await tableOf(await boardOf('viewer'), sales)
  await expect(table.grid()).toHaveAttribute('aria-readonly', 'true')
  await (await table.cell('Birch', 'Amount')).dblclick()
  await table.page.keyboard.press('Enter')
  await expect(table.grid().getByRole('textbox')).toHaveCount(0)
  await table.row('Birch').getByRole('link').click()
  await expect(table.page.getByRole('dialog').getByLabel('Title')).toHaveValue('Birch')
})

test('deals that cannot be loaded are asked for again', async ({ seed, boardOf, tableOf }) => {
  const sales = await seed(content)
  const board = await boardOf('rep')
  await board.page.route('**/cards?*', (route) => route.abort())
  const table = await tableOf(board, sales)
  await expect(board.page.getByRole('heading', { name: 'The deals could not be loaded' })).toBeVisible()
  await board.page.unroute('**/cards?*')
  await board.page.getByRole('button', { name: 'Try again' }).click()
  await table.expectRows(inBoardOrder)
})

test('on a phone the title stays while the rest is scrolled, and a second tap edits', async ({
  seed,
  boardOf,
  tableOf,
}) => {
  const sales = await seed(content)
  const board = await boardOf('rep', { viewport: { width: 375, height: 700 }, hasTouch: true })
  const table = await tableOf(board, sales)
  const created = await table.cell('Birch', 'Created')
  await created.scrollIntoViewIfNeeded()
  await expect(created).toBeInViewport()
  await expect(table.row('Birch').getByRole('link')).toBeInViewport()
  expect((await created.boundingBox())!.height).toBeGreaterThanOrEqual(44)
  const probability = await table.cell('Birch', 'Probability')
  await probability.tap()
  await probability.tap()
  await table.editor('Probability of Birch').fill('40')
  await table.editor('Probability of Birch').press('Enter')
  await expect(probability).toHaveText('40%')
})

test('rows are selected by mouse and by keys, changed as one and taken back as one', async ({
  seed,
  boardOf,
  tableOf,
}) => {
  const sales = await seed({ Lead: ['Acme', 'Birch', 'Cedar', 'Dune'], Offer: ['Elm'] })
  const board = await boardOf('rep')
  const table = await tableOf(board, sales, '&sort=title')
  const { page } = board
  const { keyboard } = page
  const expectSelected = async (titles: string[]) => {
    await expect(table.grid().locator('tr[aria-selected=true]').getByRole('link')).toHaveText(titles)
    await expect(page.getByText(`${titles.length} selected`, { exact: true })).toBeVisible()
  }
  await table.expectRows(['Acme', 'Birch', 'Cedar', 'Dune', 'Elm'])
  await table
    .row('Birch')
    .getByRole('link')
    .click({ modifiers: ['Control'] })
  await (await table.cell('Dune', 'Owner')).click({ modifiers: ['Shift'] })
  await expectSelected(['Birch', 'Cedar', 'Dune'])
  await table.row('Elm').getByRole('checkbox').click()
  await table.row('Cedar').getByRole('checkbox').click()
  await expectSelected(['Birch', 'Dune', 'Elm'])

  const sent = page.waitForResponse((answer) => answer.url().endsWith('/api/deals/bulk') && answer.ok())
  await page.getByRole('button', { name: 'Move to…' }).click()
  await page.getByRole('menuitem', { name: 'Offer' }).click()
  await sent
  for (const title of ['Birch', 'Dune']) await expect(await table.cell(title, 'Stage')).toHaveText('Offer')
  await keyboard.press('Control+z')
  for (const title of ['Birch', 'Dune']) await expect(await table.cell(title, 'Stage')).toHaveText('Lead')

  await keyboard.press('Escape')
  await (await table.cell('Acme', 'Amount')).click()
  await keyboard.press('Shift+Space')
  await keyboard.press('Shift+ArrowDown')
  await expectSelected(['Acme', 'Birch'])
  await keyboard.press('Control+a')
  await expectSelected(['Acme', 'Birch', 'Cedar', 'Dune', 'Elm'])
  await expect(page.getByText(/^Loading/)).toHaveCount(0)
  await keyboard.press('Escape')
  await (await table.cell('Elm', 'Amount')).click()
  await keyboard.press('Shift+Space')
  await keyboard.press('Control+Backspace')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete deal' }).click()
  await table.expectRows(['Acme', 'Birch', 'Cedar', 'Dune'])
})

test('a long table selects deals that the board has not loaded', async ({ seed, boardOf, tableOf }) => {
  const sales = await seed({ Lead: ['Zero'], Offer: [] })
  await sales.fill('Lead', 60)
  const board = await boardOf('rep')
  const table = await tableOf(board, sales, '&sort=-createdAt')
  const { page } = board
  await page.keyboard.press('ArrowDown')
  await (await table.cell('Deal 59', 'Amount')).click()
  await page.keyboard.press('Control+a')
  await expect(page.getByText('61 selected', { exact: true })).toBeVisible()
  const sent = page.waitForResponse((answer) => answer.url().endsWith('/api/deals/bulk') && answer.ok())
  await page.getByRole('button', { name: 'Move to…' }).click()
  await page.getByRole('menuitem', { name: 'Offer' }).click()
  await sent
  await page.goto(`/pipelines/${sales.id}`)
  await expect(board.column('Offer').getByRole('heading')).toContainText('Offer61')
})
