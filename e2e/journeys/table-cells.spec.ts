import { expect, test } from '../support/table-page'

const content = { Lead: ['Acme', 'Birch', 'Cedar'], Offer: ['Dune'] }

test('what is typed on a cell replaces what is in it, Delete empties it, and both are taken back', async ({
  seed,
  boardOf,
  tableOf,
}) => {
  const sales = await seed(content)
  const table = await tableOf(await boardOf('rep'), sales)
  const { keyboard } = table.page
  const amount = await table.cell('Acme', 'Amount')
  await amount.click()
  await expect(amount).toBeFocused()
  await expect(amount).toHaveCSS('outline', /solid 2px$/)
  await keyboard.type('2500')
  await expect(table.editor('Amount of Acme')).toHaveValue('2500')
  await keyboard.press('Enter')
  await expect(amount).toHaveText('$2,500.00')
  await keyboard.press('7')
  await keyboard.press('Escape')
  await expect(amount).toHaveText('$2,500.00')
  await keyboard.press('Delete')
  await expect(amount).toHaveText('')
  await keyboard.press('Control+z')
  await expect(amount).toHaveText('$2,500.00')

  const title = await table.cell('Birch', 'Title')
  await title.focus()
  await keyboard.type('xenon')
  await keyboard.press('Tab')
  await expect(table.row('xenon')).toBeVisible()
  await keyboard.press('Escape')
  await keyboard.press('Home')
  await keyboard.press('Backspace')
  await expect(table.editor('Title of xenon')).toHaveAccessibleDescription('Must not be empty')
  await keyboard.press('Escape')
  await expect(table.row('xenon')).toBeVisible()

  const owner = await table.cell('Cedar', 'Owner')
  await owner.click()
  await keyboard.type('demo ad')
  await expect(table.page.getByRole('option')).toHaveCount(1)
  await keyboard.press('Enter')
  await expect(owner).toContainText('Demo Admin')
  const close = await table.cell('Cedar', 'Expected close')
  await close.click()
  await keyboard.type('12242026')
  await keyboard.press('Enter')
  await expect.poll(() => sales.read('Cedar')).toMatchObject({ expectedCloseDate: '2026-12-24' })
  await close.click()
  await keyboard.type('0231')
  await (await table.cell('Cedar', 'Currency')).click()
  await expect(close).toHaveText('Incomplete date, not saved. There is no such day. Complete it, or empty each part.')
  await close.dblclick()
  await keyboard.press('Escape')
  await expect(close).toHaveText('24 Dec')
  await (await table.cell('Cedar', 'Currency')).click()
  await keyboard.type('EUR')
  await keyboard.press('Enter')
  await expect(await table.cell('Cedar', 'Amount')).toHaveText('€1,000.00')
  await keyboard.press('?')
  await expect(table.page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Empty the cell')
})

test('an edit that is taken back while it waits leaves nothing in its cell', async ({ seed, boardOf, tableOf }) => {
  const sales = await seed(content)
  const table = await tableOf(await boardOf('rep'), sales)
  const { keyboard } = table.page
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await table.page.route('**/api/deals/*', async (route) => {
    await released
    await route.continue()
  })
  const amount = await table.cell('Acme', 'Amount')
  await amount.click()
  for (const typed of ['7', '8']) {
    await keyboard.type(typed)
    await keyboard.press('Enter')
    await expect(amount).toHaveText(`$${typed}.00`)
  }
  await keyboard.press('Control+z')
  await expect(amount).toHaveText('$7.00')
  release()
  await expect.poll(() => sales.read('Acme')).toMatchObject({ amount: 7 })
  await expect(amount).toHaveText('$7.00')
})

test('what is typed while a colleague takes the row away is told, and does not reach the next one', async ({
  seed,
  boardOf,
  tableOf,
}) => {
  const sales = await seed(content)
  const table = await tableOf(await boardOf('admin'), sales, '&sort=title')
  const { page } = table
  const { keyboard } = page
  await (await table.cell('Acme', 'Amount')).click()
  await keyboard.type('88')
  await sales.remove('Acme')
  await expect(await table.cell('Birch', 'Amount')).toBeFocused()
  await expect(page.getByText('Demo Rep deleted “Acme”.', { exact: true })).toBeVisible()
  await expect(table.toasts()).toContainText('You typed “88” into Amount. “Birch” has the focus now.')
  await keyboard.type('99')
  await keyboard.press('Enter')
  await keyboard.press('Delete')
  await keyboard.press('Control+v')
  await expect(table.grid().locator('input[type=text], input:not([type])')).toHaveCount(0)
  await keyboard.press('ArrowDown')
  await keyboard.press('ArrowUp')
  await keyboard.type('5')
  await keyboard.press('Enter')
  await expect(await table.cell('Birch', 'Amount')).toHaveText('$5.00')
  await expect.poll(() => sales.read('Birch')).toMatchObject({ amount: 5 })

  await (await table.cell('Birch', 'Amount')).click()
  await sales.remove('Birch')
  await expect(await table.cell('Cedar', 'Amount')).toBeFocused()
  await keyboard.type('7')
  await expect(page.getByText('Demo Rep deleted “Birch”.', { exact: true })).toBeVisible()
  await expect(table.editor('Amount of Cedar')).toHaveCount(0)
  await (await table.cell('Cedar', 'Amount')).click()
  await keyboard.type('7')
  await expect(table.editor('Amount of Cedar')).toHaveValue('7')
})

test('what is typed into a row that leaves the list is told, and its deal can be opened', async ({
  seed,
  boardOf,
  tableOf,
}) => {
  const sales = await seed(content)
  const table = await tableOf(await boardOf('admin'), sales, '&q=c&sort=title')
  const { page } = table
  await table.expectRows(['Acme', 'Birch', 'Cedar'])
  await table.edit('Birch', 'Next step')
  await page.keyboard.type('Call')
  await sales.change('Birch', { title: 'Dormant' })
  await table.expectRows(['Acme', 'Cedar'])
  await expect(page.getByText('“Birch” has left this list.', { exact: true })).toBeVisible()
  await page.keyboard.type(' them')
  await page.keyboard.press('Enter')
  await expect(table.toasts()).toContainText('You typed “Call” into Next step.')
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await expect(page.getByRole('dialog').getByLabel('Title')).toHaveValue('Dormant')
  for (const title of ['Cedar', 'Birch']) expect(await sales.read(title)).toMatchObject({ nextStep: null })
})

test('a language that the browser names in a way of its own does not keep figures and days from being read', async ({
  seed,
  boardOf,
  tableOf,
}) => {
  const sales = await seed(content)
  const board = await boardOf('rep')
  const { page } = board
  await page.addInitScript(() => Object.defineProperty(navigator, 'language', { value: 'en-US@posix' }))
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const table = await tableOf(board, sales, '&sort=title')
  const amount = await table.edit('Acme', 'Amount')
  await amount.fill('2,500')
  await amount.press('Enter')
  await expect(await table.cell('Acme', 'Amount')).toHaveText('$2,500.00')
  await (await table.cell('Birch', 'Expected close')).click()
  await page.evaluate(() => navigator.clipboard.writeText('12/1/2027\n1.2.2027'))
  await page.keyboard.press('Control+v')
  await expect.poll(() => sales.read('Birch')).toMatchObject({ expectedCloseDate: '2027-12-01' })
  await expect.poll(() => sales.read('Cedar')).toMatchObject({ expectedCloseDate: '2027-02-01' })
})

test('rows go to a spreadsheet and back', async ({ seed, boardOf, tableOf }) => {
  const sales = await seed(content)
  await sales.change('Acme', { expectedCloseDate: '2026-12-24', probability: 40 })
  const board = await boardOf('rep')
  const { page } = board
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const table = await tableOf(board, sales, '&sort=title')
  const copied = () => page.evaluate(() => navigator.clipboard.readText())
  const paste = async (text: string) => {
    await page.evaluate((text) => navigator.clipboard.writeText(text), text)
    await page.keyboard.press('Control+v')
  }

  await (await table.cell('Acme', 'Amount')).click()
  await page.keyboard.press('Control+c')
  expect(await copied()).toBe('1000')
  await expect(board.said().filter({ hasText: 'Amount of Acme copied' })).toHaveCount(1)
  await (await table.cell('Birch', 'Amount')).click()
  await paste('EUR 12')
  await expect(table.editor('Amount of Birch')).toHaveAccessibleDescription('“EUR 12” is not an amount in USD.')
  await page.keyboard.press('Escape')
  await paste('"3,210.50"\n')
  await expect(await table.cell('Birch', 'Amount')).toHaveText('$3,210.50')

  await (await table.cell('Acme', 'Title')).focus()
  await page.keyboard.press('Shift+Space')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Control+c')
  const lines = (await copied()).split('\n').map((line) => line.split('\t'))
  expect(lines.map((cells) => cells.slice(0, 4))).toEqual([
    ['Acme', 'Lead', '1000', 'USD'],
    ['Birch', 'Lead', '3210.5', 'USD'],
  ])
  expect(lines[0]!.slice(6, 8)).toEqual(['2026-12-24', '40'])

  const edited = [
    ['Acme AG', 'Offer', '1,234.50', 'EUR', '', 'Demo Admin', '24.12.2027', '55', '', '', lines[0]![10], lines[0]![11]],
    ['Birch', 'Lead', '10', 'XXX', 'Nobody like it', '', '', '', 'Call', '', '', ''],
  ]
  await (await table.cell('Acme', 'Title')).focus()
  await paste(edited.map((cells) => cells.join('\t')).join('\n'))
  const words = 'In stage since and Created cannot be changed. 3 cells could not be read; the reason stands in each.'
  await expect(page.getByText(words)).toBeVisible()
  await expect(await table.cell('Acme AG', 'Amount')).toHaveText('€1,234.50')
  await expect(await table.cell('Acme AG', 'Stage')).toHaveText('Offer')
  await expect
    .poll(() => sales.read('Acme'))
    .toMatchObject({
      title: 'Acme AG',
      currency: 'EUR',
      expectedCloseDate: '2027-12-24',
      probability: 55,
      stageId: sales.stageId('Offer'),
    })
  await expect(await table.cell('Birch', 'Currency')).toContainText('XXX, not saved. “XXX” is no currency')
  await expect(await table.cell('Birch', 'Client')).toContainText('Nobody like it, not saved.')
  await expect(await table.cell('Birch', 'Next step')).toHaveText('Call')
  await expect(await table.cell('Birch', 'Amount')).toHaveText('10, not saved. Currency could not be read.')
  expect(await sales.read('Birch')).toMatchObject({ amount: 3210.5, currency: 'USD' })

  await (await table.cell('Birch', 'Next step')).click()
  await paste('Call\nMail')
  await expect(table.toasts()).toContainText('Pasting changed 1 deal')
  await expect(await table.cell('Cedar', 'Next step')).toHaveText('Mail')
  await paste('Call\nMail')
  await expect(table.toasts()).toContainText('Pasting changed nothing')

  await (await table.cell('Dune', 'Title')).focus()
  await paste(`${'x\n'.repeat(201)}`)
  await expect(page.getByText('Nothing was pasted: these are 201 rows')).toBeVisible()
  await paste('Dune 2\nElm')
  await expect(page.getByText('There are no deals for the last row.')).toBeVisible()
  await expect(await table.cell('Dune 2', 'Title')).toBeFocused()
  await page.keyboard.press('Control+z')
  await table.expectRows(['Acme AG', 'Birch', 'Cedar', 'Dune'])
})
