import { uniqueName } from '../support/fixtures'
import { expect, test } from '../support/table-page'

const content = { Lead: ['Acme', 'Birch'], Offer: ['Dune'], Won: [] }
const noSuchDay = /There is no such day/

test('a date that is half typed keeps what was stored, wherever it is typed', async ({ seed, boardOf, tableOf }) => {
  const sales = await seed(content)
  await sales.change('Acme', { expectedCloseDate: '2030-05-17' })
  await sales.rule('Won', { requiredFields: ['expectedCloseDate'] })
  const board = await boardOf('rep')
  const { page } = board
  const { keyboard } = page
  const stored = async () => (await sales.read('Acme')).expectedCloseDate
  await board.open(sales)

  await board.card('Acme').press('e')
  const panel = page.getByRole('dialog', { name: 'Acme' })
  const day = panel.getByLabel('Expected close')
  await day.focus()
  await keyboard.press('Backspace')
  await panel.getByLabel('Owner').focus()
  await expect(day).toHaveAccessibleDescription(noSuchDay)
  await panel.getByRole('button', { name: 'Done' }).click()
  await expect(panel.getByRole('alert')).toContainText('Look at the marked fields')
  expect(await stored()).toBe('2030-05-17')
  await day.fill('2030-05-18')
  await panel.getByRole('button', { name: 'Done' }).click()
  await expect(panel).toHaveCount(0)
  expect(await stored()).toBe('2030-05-18')

  await board.card('Dune').press('w')
  const gate = page.getByRole('dialog', { name: 'Move to Won' })
  await gate.getByLabel('Expected close').focus()
  await keyboard.press('Backspace')
  await keyboard.press('Enter')
  await expect(gate.getByLabel('Expected close')).toHaveAccessibleDescription(noSuchDay)
  await keyboard.press('Escape')

  await page.keyboard.press('f')
  const filter = page.getByRole('dialog', { name: 'Filter deals' })
  await filter.getByLabel('Expected close, from').focus()
  await keyboard.type('0231')
  await keyboard.press('Enter')
  await expect(filter.getByLabel('Expected close, from')).toHaveAccessibleDescription(noSuchDay)
  await keyboard.press('Escape')

  await board.card('Acme').click({ modifiers: ['Control'] })
  await page.getByRole('button', { name: 'Set…' }).click()
  await page.getByRole('menuitem', { name: 'Expected close' }).click()
  const bulk = page.getByRole('dialog', { name: 'Expected close of 1 deal' })
  await bulk.getByLabel('Expected close').focus()
  await keyboard.type('0231')
  await keyboard.press('Enter')
  await expect(bulk.getByLabel('Expected close')).toHaveAccessibleDescription(noSuchDay)
  await keyboard.press('Escape')

  await page.goto(`/deals/${sales.idOf('Acme')}`)
  const save = page.getByRole('button', { name: 'Save deal' })
  // A key that comes before the page's scripts is nobody's: pressed until it is heard.
  await expect(async () => {
    await page.getByLabel('Expected close').focus()
    await keyboard.press('Backspace')
    await expect(save).toBeEnabled({ timeout: 1_000 })
  }).toPass()
  await save.click()
  await expect(page.getByLabel('Expected close')).toHaveAccessibleDescription(noSuchDay)

  const table = await tableOf(board, sales)
  const cell = await table.edit('Acme', 'Expected close')
  await cell.press('Backspace')
  await cell.press('Enter')
  await expect(cell).toHaveAccessibleDescription(noSuchDay)
  await cell.press('Escape')
  await expect(await table.cell('Acme', 'Expected close')).toHaveText('18 May 2030')
  expect(await stored()).toBe('2030-05-18')
})

test('a probability that is none keeps what was stored', async ({ seed, boardOf, tableOf }) => {
  const sales = await seed(content)
  await sales.change('Acme', { probability: 40 })
  const board = await boardOf('rep')
  await board.open(sales)
  await board.card('Acme').press('e')
  const panel = board.page.getByRole('dialog')
  await panel.getByLabel('Probability').fill('e')
  await panel.getByLabel('Owner').focus()
  await expect(panel.getByLabel('Probability')).toHaveAccessibleDescription(/“e” is not a whole number from 0 to 100/)
  await board.page.keyboard.press('Escape')

  const table = await tableOf(board, sales)
  const cell = await table.edit('Acme', 'Probability')
  await cell.fill('abc')
  await cell.press('Tab')
  await expect(cell).toBeFocused()
  await expect(cell).toHaveValue('abc')
  await expect(cell).toHaveAccessibleDescription(/“abc” is not a whole number/)
  expect(await sales.read('Acme')).toMatchObject({ probability: 40 })
})

test('an amount that can be read in two ways is refused with the reason, and stays where it was typed', async ({
  seed,
  boardOf,
  tableOf,
}) => {
  const sales = await seed(content)
  const board = await boardOf('rep')
  const { page } = board
  const reason = '“12.400” can be read in two ways. Write 12400, or at most 2 decimals in USD.'
  await board.open(sales)

  await board.column('Lead').getByRole('button', { name: 'Add a deal to Lead' }).click()
  const form = page.getByRole('form', { name: 'New deal in Lead' })
  await form.getByRole('textbox', { name: 'Title' }).fill('Elm')
  await form.getByRole('textbox', { name: /Amount/ }).fill('12.400')
  await page.keyboard.press('Enter')
  await expect(form.getByRole('alert')).toHaveText(reason)
  await expect(form.getByRole('textbox', { name: /Amount/ })).toHaveValue('12.400')
  await form.getByRole('button', { name: 'Close' }).click()

  await board.card('Birch').press('e')
  const panel = page.getByRole('dialog', { name: 'Birch' })
  await panel.getByLabel('Amount').fill('12.400')
  await page.keyboard.press('Enter')
  await expect(panel.getByLabel('Amount')).toHaveAccessibleDescription(reason)
  await expect(panel.getByLabel('Amount')).toHaveValue('12.400')
  await panel.getByLabel('Amount').fill('12400')
  await page.keyboard.press('Enter')
  await expect(panel).toHaveCount(0)

  await page.keyboard.press('f')
  const filter = page.getByRole('dialog', { name: 'Filter deals' })
  await filter.getByLabel('Amount, from').fill('12.400')
  await page.keyboard.press('Enter')
  await expect(filter.getByLabel('Amount, from')).toHaveAccessibleDescription(reason)
  await filter.getByLabel('Amount, from').fill('$12,400')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/minAmount=12400$/)
  await board.expectCards('Lead', ['Birch'])

  const table = await tableOf(board, sales)
  const amount = await table.edit('Acme', 'Amount')
  await amount.fill('12.400')
  await amount.press('Enter')
  await expect(amount).toHaveAccessibleDescription(reason)
  await (await table.cell('Dune', 'Title')).click({ position: { x: 200, y: 8 } })
  const refused = await table.cell('Acme', 'Amount')
  await expect(refused).toHaveText(`12.400, not saved. ${reason}`)
  await expect(await table.edit('Acme', 'Amount')).toHaveValue('12.400')
  await page.keyboard.press('Escape')
  await expect(refused).toHaveText('$1,000.00')
})

test('a reader whose language decides is not asked', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const board = await boardOf('rep', { locale: 'de-DE' })
  await board.open(sales)
  await board.card('Birch').press('e')
  await board.page.getByRole('dialog').getByLabel('Amount').fill('12.400')
  await board.page.keyboard.press('Enter')
  await expect(board.page.getByRole('dialog')).toHaveCount(0)
  expect(await sales.read('Birch')).toMatchObject({ amount: 12_400 })
})

test('what a cell could not save waits for the sign-in, or stays in its cell', async ({ seed, boardOf, tableOf }) => {
  const sales = await seed(content)
  const table = await tableOf(await boardOf('rep'), sales)
  const { page } = table
  await page.route('**/api/deals/*', (route) =>
    route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{"detail":"x"}' }),
  )
  const title = await table.edit('Birch', 'Title')
  await title.fill('Beech')
  await title.press('Enter')
  await expect(page.getByRole('dialog', { name: 'You are signed out' })).toBeVisible()
  await page.unroute('**/api/deals/*')
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await expect(page.getByRole('dialog', { name: 'You are signed out' })).toHaveCount(0)
  await expect(table.row('Beech')).toBeVisible()
  await expect.poll(async () => (await sales.read('Birch')).title).toBe('Beech')

  const amount = await table.edit('Dune', 'Amount')
  await amount.fill('4,321')
  await page.route('**/api/deals/*', async (route) => {
    await sales.remove('Dune')
    await route.continue()
  })
  await amount.press('Enter')
  await expect(page.getByText('Someone deleted it meanwhile. You typed “4,321”.', { exact: true })).toBeVisible()
})

test('the name of a client that is typed is taken, and one that is none is kept and said', async ({
  seed,
  boardOf,
  tableOf,
  api,
}) => {
  const call = await api('rep')
  const [name, other] = [`Zoë ${uniqueName('Client')}`, uniqueName('New')]
  const plainName = name.replace('ë', 'E')
  const { id } = await call<{ id: string }>('POST', '/api/organization-contact', { name })
  const sales = await seed({ ...content, Won: [] })
  await sales.rule('Won', { requiredFields: ['clientId'] })
  const board = await boardOf('rep')
  const { page } = board
  const { keyboard } = page
  const clientOf = async (title: string) => (await sales.read(title)).clientId
  const take = async () => sales.change('Acme', { clientId: null })
  await board.open(sales)

  const leaves: ((panel: ReturnType<typeof page.getByRole>) => Promise<void>)[] = [
    () => keyboard.press('Enter'),
    (panel) => panel.getByRole('button', { name: 'Done' }).click(),
    async (panel) => {
      await keyboard.press('Tab')
      await expect(panel.getByRole('status')).toHaveText('Saved')
      await panel.getByRole('button', { name: 'Done' }).click()
    },
  ]
  for (const leave of leaves) {
    await board.card('Acme').press('e')
    const panel = page.getByRole('dialog', { name: 'Acme' })
    await panel.getByLabel('Client').focus()
    await keyboard.type(plainName)
    await leave(panel)
    await expect(panel).toHaveCount(0)
    expect(await clientOf('Acme')).toBe(id)
    await take()
  }

  await board.card('Acme').press('e')
  const panel = page.getByRole('dialog', { name: 'Acme' })
  await panel.getByLabel('Client').fill(other)
  await keyboard.press('Enter')
  await expect(panel.getByLabel('Client')).toHaveAccessibleDescription(
    `“${other}” is no client. Choose one, or create it.`,
  )
  await expect(panel.getByLabel('Client')).toHaveValue(other)
  await panel.getByLabel('Client').click()
  await page.getByRole('option', { name: `Create “${other}”` }).click()
  await keyboard.press('Enter')
  await expect(panel).toHaveCount(0)
  await expect(board.card('Acme')).toContainText(other)

  await board.card('Dune').press('w')
  const gate = page.getByRole('dialog', { name: 'Move to Won' })
  await gate.getByLabel('Client').fill(name)
  await keyboard.press('Enter')
  await board.expectCards('Won', ['Dune'])
  expect(await clientOf('Dune')).toBe(id)

  await keyboard.press('f')
  const filter = page.getByRole('dialog', { name: 'Filter deals' })
  await filter.getByLabel('Client', { exact: true }).fill(plainName)
  await keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`client=${id}$`))
  await board.expectCards('Won', ['Dune'])
  await board.expectCards('Lead', [])

  const table = await tableOf(board, sales)
  const client = await table.edit('Birch', 'Client')
  await client.fill(plainName)
  await client.press('Tab')
  await expect(await table.cell('Birch', 'Client')).toHaveText(name)
  const unknown = await table.edit('Dune', 'Client')
  await unknown.fill('Nobody of that name')
  await unknown.press('Enter')
  await expect(table.editor('Client of Dune')).toHaveValue('Nobody of that name')
  await expect(table.editor('Client of Dune')).toHaveAccessibleDescription(/is no client/)
  expect(await clientOf('Dune')).toBe(id)
})
