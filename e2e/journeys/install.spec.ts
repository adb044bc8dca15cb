import { expect, login, test } from '../support/fixtures'

test('a browser may install it: a manifest, and every icon it names', async ({ page, request }) => {
  await login(page, 'rep')
  await page.goto('/pipelines')
  const devtools = await page.context().newCDPSession(page)
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors')
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([])
  const { data } = await devtools.send('Page.getAppManifest')
  const manifest: { icons: { src: string; type: string }[]; start_url: string } = JSON.parse(data!)
  const apple = (await page.locator('link[rel="apple-touch-icon"]').getAttribute('href'))!
  for (const { src, type } of [...manifest.icons, { src: apple, type: 'image/png' }]) {
    const icon = await request.get(src)
    expect([icon.status(), icon.headers()['content-type']]).toEqual([200, type])
  }
})
