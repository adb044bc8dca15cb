import { expect, login, test, uniqueName } from '../support/fixtures'

test('a contact is made, found, changed and deleted; its deal stays', async ({ page, pipeline, api }) => {
  const name = uniqueName('Contact')
  await login(page, 'rep')
  await page.goto('/contacts')
  await page.getByRole('button', { name: 'New contact' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel('Kind').selectOption('Lead')
  await dialog.getByLabel('Email').fill('someone@example.com')
  await dialog.getByRole('button', { name: 'Create contact' }).click()
  await expect(dialog).toHaveCount(0)

  const call = await api('rep')
  const query = `where[name]=${encodeURIComponent(name)}`
  const { items } = await call<{ items: { id: string }[] }>('GET', `/api/organization-contact?${query}`)
  const deal = { title: 'With a client', stageId: pipeline.stages[0]!.id, clientId: items[0]!.id }
  const { id } = await call<{ id: string }>('POST', '/api/deals', deal)

  await page.reload()
  await page.getByLabel('Search contacts').fill(name.slice(-8))
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1)
  await page.getByRole('button', { name, exact: true }).click()
  await page.getByRole('dialog').getByLabel('Phone').fill('+49 30 123456')
  await page.getByRole('dialog').getByLabel('Website').fill('acme.example/about')
  await page.getByRole('dialog').getByRole('button', { name: 'Save contact' }).click()
  await expect(page.getByRole('link', { name: '+49 30 123456' })).toBeVisible()
  const website = page.getByRole('link', { name: `Website of ${name}` })
  await expect(website).toHaveAttribute('href', 'https://acme.example/about')

  await page.getByRole('button', { name: `Actions for ${name}` }).press('Enter')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alertdialog')).toContainText('Its deal stays, without a client.')
  await page.getByRole('button', { name: 'Delete contact' }).click()
  await expect(page.getByRole('heading', { name: 'Nobody by that name' })).toBeVisible()
  expect(await call('GET', `/api/deals/${id}`)).toMatchObject({ clientId: null })
})
