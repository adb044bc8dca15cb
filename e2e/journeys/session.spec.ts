import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../support/board-page'
import { emails, login, password, type Role } from '../support/fixtures'

const content = { Lead: ['Acme', 'Birch'], Won: [] }

const cover = (page: Page) => page.getByRole('dialog', { name: 'You are signed out' })

/** Whether something else lies over the middle of the element. */
const isCovered = (element: Locator) =>
  element.evaluate((element) => {
    const { x, y, width, height } = element.getBoundingClientRect()
    return !element.contains(document.elementFromPoint(x + width / 2, y + height / 2))
  })

async function signOut(page: Page) {
  await page.getByRole('button', { name: /: account$/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/login/)
}

async function signInByForm(page: Page, role: Role) {
  await page.getByLabel('Email').fill(emails[role])
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).not.toHaveURL(/\/login/)
}

/** Ends the session of the browser without any of its tabs knowing. */
async function endSession(page: Page) {
  const { csrfToken } = await (await page.request.get('/api/auth/csrf')).json()
  await page.request.post('/api/auth/signout', { form: { csrfToken, json: 'true' } })
}

test('signed out in one tab, the others are covered, and signing in comes back to the very address', async ({
  seed,
  boardOf,
}) => {
  const board = await boardOf('rep')
  await board.open(await seed(content), '?q=acme')
  const { page } = board
  await board.expectCards('Lead', ['Acme'])
  const contacts = await page.context().newPage()
  await contacts.goto('/contacts')
  const address = page.url()
  const third = await page.context().newPage()
  await third.goto('/pipelines')
  await signOut(third)
  await expect(cover(contacts)).toBeVisible()
  await expect(cover(page)).toBeVisible()
  expect(await isCovered(board.card('Acme'))).toBe(true)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(cover(page)).toBeVisible()

  await cover(page).getByRole('link', { name: 'Sign in' }).click()
  await signInByForm(page, 'rep')
  await expect(page).toHaveURL(address)
  await board.expectCards('Lead', ['Acme'])
  await expect(cover(contacts)).toHaveCount(0)
})

test('a session that ends elsewhere covers the board, which goes on where it was for the same person', async ({
  seed,
  boardOf,
}) => {
  const sales = await seed(content)
  const board = await boardOf('rep')
  await board.open(sales)
  const { page } = board
  await board.card('Acme').click()
  const title = page.getByRole('dialog', { name: 'Acme' }).getByLabel('Title')
  await title.fill('Acme, half typed')
  await endSession(page)
  await expect(cover(page)).toBeVisible({ timeout: 15_000 })
  expect(await isCovered(board.card('Birch'))).toBe(true)

  const tab = await page.context().newPage()
  await tab.goto('/login')
  await signInByForm(tab, 'rep')
  await expect(cover(page)).toHaveCount(0)
  await expect(title).toHaveValue('Acme, half typed')
  await expect(title).toBeFocused()
  await sales.change('Birch', { title: 'Cedar' })
  await expect(board.card('Cedar')).toBeVisible()
})

test('a tab in which somebody else has signed in meanwhile is loaded again as theirs', async ({ seed, boardOf }) => {
  const board = await boardOf('rep')
  await board.open(await seed(content))
  const { page } = board
  const tab = await page.context().newPage()
  await tab.goto('/pipelines')
  await signOut(tab)
  await signInByForm(tab, 'stranger')
  await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible()
  await expect(board.card('Acme')).toHaveCount(0)
})

test('a form that is sent after the session has ended offers to sign in', async ({ page }) => {
  await login(page, 'rep')
  await page.goto('/contacts')
  await page.getByRole('button', { name: 'New contact' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Ada')
  await endSession(page)
  await page.getByRole('button', { name: 'Create contact' }).click()
  await expect(cover(page).getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', '/login?next=%2Fcontacts')
})

test('a board whose pipeline was deleted while the network was away says that there is nothing', async ({
  seed,
  boardOf,
  api,
}) => {
  const board = await boardOf('rep')
  const sales = await seed(content)
  await board.open(sales)
  const { page } = board
  await page.context().setOffline(true)
  await expect(page.getByText('Offline')).toBeVisible()
  const call = await api('admin')
  await call('DELETE', `/api/pipelines/${sales.id}`)
  await page.context().setOffline(false)
  await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible()
})
