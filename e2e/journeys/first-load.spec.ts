import { gzipSync } from 'node:zlib'
import { expect, login, test } from '../support/fixtures'

const BUDGET_BYTES = 230_000

test('the board asks for less than 230 KB of JavaScript, framework included', async ({ page, pipeline }) => {
  await login(page, 'rep')
  const scripts = new Map<string, Promise<Buffer>>()
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.set(response.url(), response.body())
  })
  await page.goto(`/pipelines/${pipeline.id}`)
  await expect(page.getByText('Birch')).toBeVisible()
  await page.waitForFunction(() => document.readyState === 'complete')
  const bodies = await Promise.all(scripts.values())
  const bytes = bodies.reduce((sum, body) => sum + gzipSync(body).length, 0)
  console.log(`JavaScript on first load of the board: ${(bytes / 1000).toFixed(1)} KB gzip in ${bodies.length} files`)
  expect(bodies.length).toBeGreaterThan(3)
  expect(bytes).toBeLessThan(BUDGET_BYTES)
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('the first cards stand in the page, whatever its address', async ({ page, pipeline }) => {
    await login(page, 'rep')
    const cards = page.getByRole('list', { name: /^Deals in Lead/ }).getByRole('link')
    await page.goto(`/pipelines/${pipeline.id}`)
    await expect(cards).toHaveText([/Acme/, /Birch/])
    await page.goto(`/pipelines/${pipeline.id}?q=birch&fields=amount`)
    await expect(cards).toHaveText([/^Birch.*€1.2K/])
    await page.goto(`/pipelines/${pipeline.id}?sort=-title&view=board`)
    await expect(cards).toHaveText([/Birch/, /Acme/])
  })
})
