import type { Role } from '@/lib/roles/schema'
import { expect, login, test } from '../support/fixtures'

test('a right that a colleague changed meanwhile is shown as it is, not overwritten', async ({ page, api }) => {
  const call = await api('stranger')
  const { items } = await call<{ items: Role[] }>('GET', '/api/roles')
  const { id, permissions } = items.find(({ name }) => name === 'VIEWER')!
  await login(page, 'stranger')
  await page.goto('/settings/roles')
  const contacts = page.getByRole('checkbox', { name: 'Viewer: see contacts' })
  const deals = page.getByRole('checkbox', { name: 'Viewer: see pipelines and deals' })
  await expect(contacts).toBeChecked()
  await call('PUT', `/api/roles/${id}`, { permissions: ['VIEW_SALES_PIPELINES'] })
  await deals.click()
  await expect(page.getByText('Somebody changed what this role may do meanwhile.')).toBeVisible()
  await expect(contacts).not.toBeChecked()
  await expect(deals).toBeChecked()
  await contacts.click()
  await expect(contacts).toBeChecked()
  const saved = async () => (await call<{ items: Role[] }>('GET', '/api/roles')).items.find((role) => role.id === id)
  await expect.poll(async () => (await saved())?.permissions).toEqual([...permissions].sort())
})
