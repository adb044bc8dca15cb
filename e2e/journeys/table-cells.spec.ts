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
  await (await table.cell('Cedar', 'Currency')).click()
  await keyboard.type('EUR')
  await keyboard.press('Enter')
  await expect(await table.cell('Cedar', 'Amount')).toHaveText('€1,000.00')
  await keyboard.press('?')
  await expect(table.page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Empty the cell')
})
