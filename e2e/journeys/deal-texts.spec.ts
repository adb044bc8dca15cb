import { expect, test } from '../support/table-page'

test('a next step and a source go through panel, card, table, filter, sort, bulk, gate and history', async ({
  seed,
  boardOf,
}) => {
  const sales = await seed({ Lead: ['Acme', 'Birch'], Offer: ['Dune'], Won: [] })
  await sales.change('Dune', { source: 'Fair' })
  await sales.rule('Won', { requiredFields: ['nextStep'] })
  const board = await boardOf('rep')
  const { page } = board
  await board.open(sales)

  await board.card('Acme').press('e')
  const panel = page.getByRole('dialog', { name: 'Acme' })
  await panel.getByLabel('Next step').fill('Call Ana on Tuesday')
  await panel.getByLabel('Source').selectOption('Fair')
  await panel.getByLabel('Description').fill('First line\nsecond line')
  await panel.getByRole('button', { name: 'Done' }).click()
  await expect(panel).toHaveCount(0)
  expect(await sales.read('Acme')).toMatchObject({
    nextStep: 'Call Ana on Tuesday',
    source: 'Fair',
    description: 'First line\nsecond line',
  })
  await expect(board.card('Acme')).toContainText('Call Ana on Tuesday')
  await expect(board.card('Acme')).not.toContainText('Fair')

  await board.card('Dune').press('e')
  const dune = page.getByRole('dialog', { name: 'Dune' })
  await dune.getByLabel('Source').selectOption('Other…')
  await expect(dune.getByLabel('In other words')).toHaveValue('Fair')
  expect(await sales.read('Dune')).toMatchObject({ source: 'Fair', version: 2 })
  await dune.getByLabel('In other words').fill('Fair in Łódź')
  await dune.getByRole('button', { name: 'Done' }).click()
  await expect.poll(() => sales.read('Dune')).toMatchObject({ source: 'Fair in Łódź' })

  await board.card('Birch').press('w')
  const gate = page.getByRole('dialog', { name: 'Move to Won' })
  await gate.getByLabel('Next step').fill('Send the invoice')
  await gate.getByRole('button', { name: 'Move' }).click()
  await expect.poll(() => sales.read('Birch')).toMatchObject({ nextStep: 'Send the invoice' })

  await page.goto(`/pipelines/${sales.id}?nextStep=ana&fields=source&sort=nextStep`)
  await expect(board.card('Acme')).toContainText('Fair')
  await expect(board.card('Dune')).toHaveCount(0)
  await expect(page.getByRole('list', { name: 'Filters' })).toContainText('Next step: “ana”')
  await page.goto(`/pipelines/${sales.id}?view=table`)
  await expect(page.getByRole('gridcell', { name: 'Call Ana on Tuesday' })).toBeVisible()
  await page.goto(`/deals/${(await sales.read('Acme')).id}`)
  await expect(page.getByText('set the next step to “Call Ana on Tuesday”')).toBeVisible()
})
