import { expect, test } from '../support/table-page'

const NBSP = '\u00a0'

test('money of several currencies is told apart, and its exact figure is heard and pressed for', async ({
  seed,
  boardOf,
}) => {
  const sales = await seed({ Lead: ['Ours', 'Canada', 'Colombia', 'Hungary'] })
  await sales.change('Ours', { amount: 1999 })
  await sales.change('Canada', { amount: 100_000, currency: 'CAD' })
  await sales.change('Colombia', { amount: 100_000, currency: 'COP' })
  await sales.change('Hungary', { amount: 1234.56, currency: 'HUF' })
  const board = await boardOf('rep', { hasTouch: true })
  await board.open(sales)
  await expect(board.card('Ours')).toContainText('$2K')
  await expect(board.card('Canada')).toContainText('CA$100K')
  await expect(board.card('Colombia')).toContainText(`COP${NBSP}100K`)
  await expect(board.page.getByRole('link', { name: 'Ours $1,999.00' })).toBeVisible()
  const sums = board.column('Lead').getByRole('button', { name: /^\$1,999\.00 \+ / })
  await expect(sums).toContainText(/^\$2K \+ .*CA\$100K/)
  const exact = board.column('Lead').locator('[popover]')
  await expect(exact).toBeHidden()
  await sums.tap()
  await expect(exact).toBeVisible()
  for (const sum of ['$1,999.00', 'CA$100,000.00', `COP${NBSP}100,000.00`, `HUF${NBSP}1,234.56`])
    await expect(exact).toContainText(sum)
  await board.page.keyboard.press('Escape')
  await expect(exact).toBeHidden()
})

test('what was done a minute ago is of today, wherever the reader is', async ({ seed, boardOf, tableOf }) => {
  const sales = await seed({ Lead: ['Kauri'] })
  for (const timezoneId of ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Pacific/Auckland']) {
    const table = await tableOf(await boardOf('rep', { timezoneId }), sales)
    await expect(await table.cell('Kauri', 'Created')).toHaveText('today')
    await expect(await table.cell('Kauri', 'In stage since')).toHaveText('today')
    await table.page.context().close()
  }
})

test('a deal finds the place that the server gives it, whatever the language of the browser', async ({
  seed,
  boardOf,
}) => {
  const titles = ['Ärzte', 'Zebra', 'Øre', 'Ångström', 'zulu', 'Apple', '東京', 'Жук']
  const sales = await seed({ Lead: titles })
  const board = await boardOf('rep', { locale: 'sv-SE' })
  await board.open(sales, '?sort=title')
  for (const title of titles) await sales.change(title, { title: `${title} 2` })
  const sorted = ['Ångström 2', 'Apple 2', 'Ärzte 2', 'Øre 2', 'Zebra 2', 'zulu 2', 'Жук 2', '東京 2']
  await board.expectCards('Lead', sorted)
  await board.page.reload()
  await board.expectCards('Lead', sorted)
})
