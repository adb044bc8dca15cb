import { emails, expect, login, password, test } from '../support/fixtures'

const wrong = 'The email address or the password is not right.'

test('the right password leads to the pipelines', async ({ page }) => {
  await page.goto('/login')
  await page.getByLabel('Email').fill(emails.rep)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Pipelines' })).toBeVisible()
  expect(new URL(page.url()).pathname).toBe('/pipelines')
})

test('a wrong password is said once, keeps what was typed and waits in the field', async ({ page }) => {
  await page.goto('/login')
  await page.getByLabel('Email').fill('nobody@demo.example')
  await page.getByLabel('Password').fill('not this one')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('alert').filter({ hasText: wrong })).toBeVisible()
  await expect(page.getByLabel('Email')).toHaveValue('nobody@demo.example')
  await expect(page.getByLabel('Password')).toHaveValue('not this one')
  await expect(page.getByLabel('Password')).toBeFocused()
})

test('the keyboard is enough', async ({ page }) => {
  await page.goto('/login')
  await expect(page.getByLabel('Email')).toBeFocused()
  await page.keyboard.type(emails.rep)
  await page.keyboard.press('Tab')
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Pipelines' })).toBeVisible()
})

test('a demo account signs in with one press', async ({ page }) => {
  await page.goto('/login')
  await page.getByRole('button', { name: emails.viewer }).click()
  await expect(page.getByRole('button', { name: /Viewer: account$/ })).toBeVisible()
})

test('a stranger comes back to the page they asked for', async ({ page }) => {
  await page.goto('/contacts')
  await expect(page).toHaveURL('/login?next=%2Fcontacts')
  await page.getByLabel('Email').fill(emails.rep)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Contacts' })).toBeVisible()
})

test('a stranger comes back to the very address, with its query, from every page', async ({ page, pipeline, api }) => {
  const call = await api('rep')
  const { items } = await call<{ items: { id: string }[] }>('GET', `/api/pipelines/${pipeline.id}/deals`)
  const board = `/pipelines/${pipeline.id}`
  const addresses = [
    `${board}?deal=${items[0]!.id}&q=a%26b`,
    `${board}/settings?x=1`,
    `/deals/${items[0]!.id}?x=1`,
    '/contacts?q=a%26b',
    '/pipelines?x=%C3%BC',
    '/settings/roles?x=1',
  ]
  for (const address of addresses) {
    const answer = await page.request.get(address, { maxRedirects: 0 })
    expect(answer.headers().location, address).toBe(`/login?next=${encodeURIComponent(address)}`)
  }
  await page.goto(addresses[0]!)
  await page.getByLabel('Email').fill(emails.rep)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL(addresses[0]!)
})

test('whose session has ended comes back to where a link led', async ({ page }) => {
  await login(page, 'rep')
  await page.goto('/pipelines')
  await page.context().clearCookies()
  await page.getByRole('link', { name: 'Contacts' }).first().click()
  await expect(page).toHaveURL('/login?next=%2Fcontacts')
})

test('an address to come back to that cannot be read is no fault of the server', async ({ page, baseURL }) => {
  const { csrfToken } = await (await page.request.get('/api/auth/csrf')).json()
  for (const callbackUrl of ['https://[', '//evil.example', 'javascript:alert(1)']) {
    const form = { csrfToken, email: emails.rep, password, callbackUrl }
    const answer = await page.request.post('/api/auth/callback/credentials', { form })
    expect(answer.status(), callbackUrl).toBe(200)
    expect(new URL((await answer.json()).url).origin, callbackUrl).toBe(baseURL)
  }
})

for (const next of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/login'])
  test(`next=${next} leads nowhere but to the pipelines`, async ({ page }) => {
    await login(page, 'rep')
    await page.goto(`/login?next=${encodeURIComponent(next)}`)
    await expect(page.getByRole('heading', { name: 'Pipelines' })).toBeVisible()
    expect(new URL(page.url()).pathname).toBe('/pipelines')
  })

test('signing out ends the session', async ({ page }) => {
  await login(page, 'rep')
  await page.goto('/pipelines')
  await page.getByRole('button', { name: /: account$/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
  await page.goto('/pipelines')
  await expect(page).toHaveURL('/login?next=%2Fpipelines')
})

test('the chosen theme is there from the first byte of the next page', async ({ page }) => {
  await login(page, 'rep')
  await page.goto('/pipelines')
  await page.getByRole('button', { name: /: account$/ }).click()
  await page.getByRole('menuitemradio', { name: 'Dark theme' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  const html = await (await page.request.get('/contacts')).text()
  expect(html).toMatch(/<html[^>]*data-theme="dark"/)
})
