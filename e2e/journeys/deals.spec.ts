import type { Page } from '@playwright/test'
import { expect, login, type SeededPipeline, test, uniqueName } from '../support/fixtures'

async function openOnBoard(page: Page, { id }: SeededPipeline, title: string) {
  await page.goto(`/pipelines/${id}`)
  await page.getByRole('main').getByRole('link', { name: title }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('Title')).toHaveValue(title)
  return dialog
}

test('a deal is edited over the board, with a client made on the way', async ({ page, pipeline }) => {
  const client = uniqueName('Client')
  await login(page, 'rep')
  const dialog = await openOnBoard(page, pipeline, 'Acme')
  await dialog.getByLabel('Amount').fill('12 500,50')
  await dialog.getByLabel('Client').fill(client)
  await page.getByRole('option', { name: `Create “${client}”` }).click()
  await expect(dialog.getByLabel('Client')).toHaveValue(client)
  await dialog.getByLabel('Expected close').fill('2030-01-31')
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'Lead' })).toContainText(client)

  const again = await openOnBoard(page, pipeline, 'Acme')
  await expect(again.getByLabel('Amount')).toHaveValue('12,500.50')
  await expect(again.getByLabel('Client')).toHaveValue(client)
})

test('tags are typed, found again, shown on the card and filtered by', async ({ page, pipeline }) => {
  const tag = uniqueName('Tag')
  await login(page, 'rep')
  const first = await openOnBoard(page, pipeline, 'Acme')
  await first.getByLabel('Tags', { exact: true }).last().fill(tag)
  await page.keyboard.press('Enter')
  await expect(first.getByRole('list', { name: 'Tags' })).toHaveText(tag)
  await first.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('link', { name: /Acme/ })).toContainText(tag)
  await expect(first).toHaveCount(0)

  await page.keyboard.press('f')
  await page.getByLabel('Tagged with one of').last().fill(tag.slice(0, -1))
  await page.getByRole('option', { name: tag, exact: true }).click()
  await page.getByRole('button', { name: 'Show deals' }).click()
  await expect(page.getByRole('link', { name: /Acme/ })).toBeVisible()
  await expect(page.getByRole('link', { name: /Birch/ })).toHaveCount(0)
  await expect(page.getByRole('list', { name: 'Filters' })).toContainText(`Tag: ${tag}`)

  await page.getByRole('link', { name: /Acme/ }).click()
  const again = page.getByRole('dialog')
  await again.getByRole('button', { name: `Remove the tag ${tag}` }).click()
  await again.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('link', { name: /Acme/ })).toHaveCount(0)
})

test('what cannot be saved is said at the field', async ({ page, pipeline }) => {
  await login(page, 'rep')
  const dialog = await openOnBoard(page, pipeline, 'Acme')
  await dialog.getByLabel('Amount').fill('1.005')
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(dialog.getByLabel('Amount')).toHaveAccessibleDescription(/at most 2 decimals in EUR/)
})

test('a deal that somebody else changed shows what is current and can be saved again', async ({
  page,
  pipeline,
  api,
}) => {
  await login(page, 'rep')
  const dialog = await openOnBoard(page, pipeline, 'Dune')
  await dialog.getByLabel('Probability').fill('33')
  const admin = await api('admin')
  const id = new URL(page.url()).searchParams.get('deal')
  await admin('PUT', `/api/deals/${id}`, { amount: 777, probability: 22 })
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(dialog.getByRole('alert')).toContainText(/Amount is now\s*€777.00/)
  await expect(dialog.getByRole('alert')).toContainText(/Probability is now\s*22%/)
  await expect(dialog.getByLabel('Probability')).toHaveValue('33')
  await dialog.getByRole('button', { name: 'Apply my changes again' }).click()
  await expect(dialog.getByLabel('Amount')).toHaveValue('777.00')
  const deal = await admin<{ amount: number; probability: number }>('GET', `/api/deals/${id}`)
  expect(deal).toMatchObject({ amount: 777, probability: 33 })
  await expect(dialog.getByRole('alert')).toHaveCount(0)
})

test('what somebody else has changed beside it does not stand against an edit', async ({ page, pipeline, api }) => {
  await login(page, 'rep')
  const dialog = await openOnBoard(page, pipeline, 'Dune')
  await dialog.getByLabel('Probability').fill('33')
  const admin = await api('admin')
  const id = new URL(page.url()).searchParams.get('deal')
  await admin('PUT', `/api/deals/${id}`, { amount: 777 })
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(dialog).toHaveCount(0)
  expect(await admin('GET', `/api/deals/${id}`)).toMatchObject({ amount: 777, probability: 33 })
})

test('its page keeps a history in plain words, and a lost deal has a reason', async ({ page, pipeline }) => {
  await login(page, 'rep')
  const dialog = await openOnBoard(page, pipeline, 'Birch')
  await dialog.getByRole('link', { name: 'Open as a page, with history' }).click()
  await expect(page.getByRole('heading', { name: 'History' })).toBeVisible()
  await page.getByLabel('Stage').selectOption('Lost')
  await page.getByLabel('Lost reason').selectOption('Other…')
  await page.getByLabel('In other words').fill('Too dear')
  await page.getByRole('button', { name: 'Save deal' }).click()
  await expect(page.getByText(/moved it from Lead to Lost; set the lost reason to “Too dear”/)).toBeVisible()

  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete deal' }).click()
  await expect(page.getByRole('heading', { name: pipeline.name, level: 1 })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Birch' })).toHaveCount(0)
})

test('a viewer reads a deal and changes nothing', async ({ page, pipeline }) => {
  await login(page, 'viewer')
  const dialog = await openOnBoard(page, pipeline, 'Acme')
  await expect(dialog.getByLabel('Title')).toBeDisabled()
  await expect(dialog.getByRole('button', { name: 'Done' })).toHaveCount(0)
})
