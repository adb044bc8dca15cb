import { type BoardPage, expect, test } from '../support/board-page'

const content = { Lead: ['Acme lights', 'Birch floor'], Offer: ['Dune lights'] }

const panel = ({ page }: BoardPage) => page.getByRole('dialog', { name: 'View' })
const row = (board: BoardPage, name: string) => panel(board).getByRole('listitem').filter({ hasText: name })

async function openPanel(board: BoardPage) {
  await board.page.keyboard.press('v')
  await expect(panel(board).getByRole('button', { name: 'All deals' })).toBeVisible()
}

async function saveAs(board: BoardPage, name: string) {
  await openPanel(board)
  await panel(board).getByRole('textbox', { name: 'Save what is shown as' }).fill(name)
  await board.page.keyboard.press('Enter')
  await expect(row(board, name)).toBeVisible()
}

async function choose(board: BoardPage, view: string, item: string) {
  await panel(board)
    .getByRole('button', { name: `View ${view}`, exact: true })
    .click()
  await board.page.getByRole('menuitem', { name: item, exact: true }).click()
}

test('a view keeps filter, shape and folded stages; Back leaves it, and it is renamed, updated and deleted', async ({
  seed,
  boardOf,
}) => {
  const sales = await seed(content)
  const board = await boardOf('rep')
  const { page } = board
  await board.open(sales)
  await page.getByRole('searchbox', { name: 'Search deals' }).fill('lights')
  await board.expectCards('Lead', ['Acme lights'])
  await page.getByRole('searchbox').blur()
  await saveAs(board, 'Lights')
  await expect(panel(board).getByRole('button', { name: 'Lights', exact: true })).toHaveAttribute('aria-current')

  await panel(board).getByRole('button', { name: 'All deals' }).click()
  await board.expectCards('Lead', content.Lead)
  await expect(page).toHaveURL(/pipelines\/[\w-]+$/)
  await panel(board).getByRole('button', { name: 'Lights', exact: true }).click()
  await board.expectCards('Lead', ['Acme lights'])
  await page.goBack()
  await board.expectCards('Lead', content.Lead)

  await openPanel(board)
  await panel(board).getByRole('radio', { name: 'Compact' }).check()
  await choose(board, 'Lights', 'Update to what is shown')
  await expect(panel(board).getByRole('button', { name: 'Lights', exact: true })).toHaveAttribute('aria-current')
  await choose(board, 'Lights', 'Rename…')
  await page.keyboard.type('Dense')
  await page.keyboard.press('Enter')
  await expect(panel(board).getByRole('button', { name: 'Dense', exact: true })).toBeFocused()

  await page.reload()
  await board.expectCards('Lead', content.Lead)
  await openPanel(board)
  await expect(panel(board).getByRole('button', { name: 'Dense', exact: true })).toHaveAttribute('aria-current')
  await choose(board, 'Dense', 'Delete')
  await expect(row(board, 'Dense')).toHaveCount(0)
  const restored = page.waitForResponse((answer) => answer.request().method() === 'POST' && answer.ok())
  await page.getByRole('button', { name: 'Undo' }).click()
  await restored
  await page.keyboard.press('Escape')
  await openPanel(board)
  await expect(row(board, 'Dense')).toBeVisible()
})

test('a shared view is seen by colleagues and opens by default for those without one of their own', async ({
  seed,
  boardOf,
}) => {
  const sales = await seed(content)
  const rep = await boardOf('rep')
  await rep.open(sales)
  await rep.page.getByRole('searchbox', { name: 'Search deals' }).fill('lights')
  await rep.expectCards('Lead', ['Acme lights'])
  await rep.page.getByRole('searchbox').blur()
  await saveAs(rep, 'Lights')
  await saveAs(rep, 'Nobody’s business')
  await choose(rep, 'Lights', 'Share with everybody')
  await expect(row(rep, 'Lights')).toContainText('Shared')
  await choose(rep, 'Lights', 'Open by default for everybody')
  await expect(row(rep, 'Lights')).toContainText('Opens by default')

  const viewer = await boardOf('viewer')
  await viewer.open(sales)
  await expect(viewer.page).toHaveURL(/\?q=lights&view=board$/)
  await viewer.expectCards('Lead', ['Acme lights'])
  await openPanel(viewer)
  await expect(row(viewer, 'Lights')).toContainText('Shared by')
  await expect(row(viewer, 'Nobody’s business')).toHaveCount(0)
  await expect(panel(viewer).getByRole('button', { name: 'View Lights' })).toHaveCount(0)
  await viewer.page.keyboard.press('Escape')

  await viewer.page.getByRole('button', { name: 'Show all deals' }).click()
  await viewer.expectCards('Lead', content.Lead)
  await viewer.page.reload()
  await viewer.expectCards('Lead', content.Lead)
  await saveAs(viewer, 'Everything')
  await choose(viewer, 'Everything', 'Open by default')
  await expect(row(viewer, 'Everything')).toContainText('Opens by default')
  await viewer.open(sales)
  await viewer.expectCards('Lead', content.Lead)
  await rep.open(sales)
  await rep.expectCards('Lead', ['Acme lights'])
})

test('a link within the app opens the default view too', async ({ seed, boardOf, api }) => {
  const sales = await seed(content)
  const call = await api('rep')
  await call('POST', `/api/pipelines/${sales.id}/views`, { name: 'Dune', query: 'q=dune', isDefault: true })
  const board = await boardOf('rep')
  await board.page.goto('/pipelines')
  await board.page.locator(`main a[href="/pipelines/${sales.id}"]`).first().click()
  await board.expectCards('Lead', [])
  await board.expectCards('Offer', ['Dune lights'])
  await expect(board.page).toHaveURL(/\?q=dune&view=board$/)
})
