import { type BoardPage, expect, type Sales, test } from '../support/board-page'

const content = { Lead: ['Acme', 'Birch', 'Cedar'], Offer: ['Dune', 'Elm'], Won: [] }
const ofRep = ['Acme', 'Birch', 'Dune']

type Call = <T>(method: string, path: string, body?: object) => Promise<T>

/** Acme and Birch in Lead and Dune in Offer are the rep's; Cedar is the admin's, Elm nobody's. */
async function assign(sales: Sales, api: (role: 'rep' | 'admin') => Promise<Call>) {
  const idOf = async (role: 'rep' | 'admin') => (await (await api(role))<{ id: string }>('GET', '/api/user/me')).id
  const [rep, admin] = [await idOf('rep'), await idOf('admin')]
  for (const title of ofRep) await sales.change(title, { ownerId: rep })
  await sales.change('Cedar', { ownerId: admin })
  await sales.change('Elm', { ownerId: null })
  return { rep, admin }
}

const list = ({ page }: BoardPage, name: string) => page.getByRole('list', { name: new RegExp(`^Deals in ${name},`) })
const titlesIn = (board: BoardPage, name: string) => list(board, name).getByRole('listitem')

async function expectDeals(board: BoardPage, name: string, titles: string[]) {
  await expect(titlesIn(board, name)).toContainText(titles)
  await expect(titlesIn(board, name)).toHaveCount(titles.length)
}

test('lanes are chosen by keys, and a drop in another lane gives the deal to its owner, for everybody', async ({
  seed,
  boardOf,
  api,
}) => {
  const sales = await seed(content)
  const { admin } = await assign(sales, api)
  const [board, other] = [await boardOf('rep'), await boardOf('admin')]
  const { page } = board
  await board.open(sales)
  await other.open(sales)
  await page.keyboard.press('v')
  const lanes = page.getByRole('group', { name: 'Lanes' })
  await lanes.getByRole('radio', { name: 'None' }).press('ArrowRight')
  await expect(page).toHaveURL(/\?lanes=owner$/)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Demo Rep 3 deals · 3 open', exact: true })).toBeVisible()
  await expect(page.getByRole('heading', { name: /^Demo Rep 3 deals · 3 open \$3,000\.00/ })).toContainText('$3K')
  await expect(page.getByRole('button', { name: /^No owner 1 deal / })).toBeVisible()
  await expectDeals(board, 'Lead, Demo Rep', ['Acme', 'Birch'])
  await expectDeals(board, 'Offer, No owner', ['Elm'])

  let saved = board.saved()
  await board.drag('Acme', list(board, 'Offer, No owner'), 0.9)
  await expectDeals(board, 'Offer, No owner', ['Elm', 'Acme'])
  await saved
  await expect(board.said()).toContainText([/^Dropped Acme in Offer, No owner, .*, now without an owner$/])
  await expect(page.getByText('Moved Acme to Offer, now without an owner')).toBeVisible()
  await expect(page.getByRole('heading', { name: /^Demo Rep 2 deals · 2 open \$2,000\.00/ })).toContainText('$2K')
  await expect(board.column('Lead').getByRole('heading')).toContainText('Lead2')
  expect(await sales.read('Acme')).toMatchObject({ ownerId: null, stageId: sales.stageId('Offer') })
  await other.expectCards('Lead', ['Birch', 'Cedar'])

  await page.keyboard.press('Control+z')
  await expectDeals(board, 'Lead, Demo Rep', ['Acme', 'Birch'])
  expect(await sales.read('Acme')).toMatchObject({ stageId: sales.stageId('Lead') })

  saved = board.saved()
  await board.drag('Birch', list(board, 'Lead, Demo Rep'), 0.1)
  await expectDeals(board, 'Lead, Demo Rep', ['Birch', 'Acme'])
  await saved
  await page.reload()
  await expectDeals(board, 'Lead, Demo Rep', ['Birch', 'Acme'])
  await sales.change('Birch', { ownerId: admin })
  await expectDeals(board, 'Lead, Demo Rep', ['Acme'])
  await expectDeals(board, 'Lead, Demo Admin', ['Birch', 'Cedar'])
})

test('the keyboard goes on from lane to lane, with a deal in hand and without', async ({ seed, boardOf, api }) => {
  const sales = await seed(content)
  const { rep, admin } = await assign(sales, api)
  const board = await boardOf('rep')
  const { keyboard } = board.page
  await board.open(sales, '?lanes=owner')
  await expectDeals(board, 'Lead, Demo Admin', ['Cedar'])
  await expectDeals(board, 'Lead, Demo Rep', ['Acme', 'Birch'])
  await expectDeals(board, 'Offer, Demo Rep', ['Dune'])
  await expectDeals(board, 'Offer, No owner', ['Elm'])
  await board.card('Cedar').focus()
  await keyboard.press('ArrowDown')
  await expect(board.card('Acme')).toBeFocused()
  await keyboard.press('ArrowRight')
  await expect(board.card('Dune')).toBeFocused()
  await keyboard.press('ArrowDown')
  await expect(board.card('Elm')).toBeFocused()
  await keyboard.press('ArrowUp')
  await expect(board.card('Dune')).toBeFocused()

  await board.card('Acme').focus()
  let saved = board.saved()
  await keyboard.press('Alt+ArrowUp')
  await expectDeals(board, 'Lead, Demo Admin', ['Cedar', 'Acme'])
  await expect(board.said()).toContainText(['Moved Acme to Lead, Demo Admin, position 2 of 2'])
  await saved
  expect(await sales.read('Acme')).toMatchObject({ ownerId: admin })
  await expect(board.card('Acme')).toBeFocused()

  saved = board.saved()
  await keyboard.press('Space')
  await expect(board.said()).toContainText(['Lifted Acme. Lead, Demo Admin, position 2 of 2.'])
  await keyboard.press('ArrowDown')
  await expect(board.said()).toContainText(['Acme, Lead, Demo Rep, position 1 of 2'])
  await keyboard.press('ArrowRight')
  await keyboard.press('ArrowDown')
  await expect(board.said()).toContainText(['Acme, Offer, Demo Rep, position 2 of 2'])
  await keyboard.press('Space')
  await expectDeals(board, 'Offer, Demo Rep', ['Dune', 'Acme'])
  await saved
  expect(await sales.read('Acme')).toMatchObject({ ownerId: rep, stageId: sales.stageId('Offer') })
  await expect(board.card('Acme')).toBeFocused()

  saved = board.saved()
  await keyboard.press('w')
  await expectDeals(board, 'Won, Demo Rep', ['Acme'])
  await saved
  expect(await sales.read('Acme')).toMatchObject({ ownerId: rep, stageId: sales.stageId('Won') })
})

test('several go to a lane together; folded lanes and stages stay folded, and take drops', async ({
  seed,
  boardOf,
  api,
}) => {
  const sales = await seed(content)
  const { admin } = await assign(sales, api)
  const board = await boardOf('rep')
  const { page } = board
  await board.open(sales, `?lanes=owner&collapsed=${sales.stageId('Won')}`)
  await expectDeals(board, 'Lead, Demo Rep', ['Acme', 'Birch'])
  for (const title of ['Acme', 'Dune']) await board.card(title).click({ modifiers: ['Control'] })
  const sent = page.waitForResponse((answer) => answer.url().endsWith('/api/deals/bulk') && answer.ok())
  await board.drag('Acme', list(board, 'Lead, Demo Admin'), 0.95)
  await expectDeals(board, 'Lead, Demo Admin', ['Cedar', 'Acme', 'Dune'])
  await sent
  await expect(page.getByText('Moved 2 deals to Lead, with Demo Admin as the new owner')).toBeVisible()
  for (const title of ['Acme', 'Dune']) expect(await sales.read(title)).toMatchObject({ ownerId: admin })
  await page.keyboard.press('Escape')

  const strip = page.getByRole('button', { name: 'Won, Demo Admin: 0 deals, collapsed' })
  const saved = board.saved()
  await board.drag('Cedar', strip, 0.5)
  await expect(page.getByRole('button', { name: 'Won, Demo Admin: 1 deal, collapsed' })).toBeVisible()
  await saved

  const lane = page.getByRole('button', { name: /^Demo Admin / })
  await lane.click()
  await expect(lane).toHaveAttribute('aria-expanded', 'false')
  await expect(page).toHaveURL(new RegExp(`collapsedLanes=${admin}$`))
  await page.reload()
  await expect(lane).toHaveAttribute('aria-expanded', 'false')
  await expectDeals(board, 'Lead, Demo Rep', ['Birch'])
  await expect(list(board, 'Lead, Demo Admin')).toHaveCount(0)
})

test('lanes by client are under the filter too, and a sort orders each list', async ({ seed, boardOf, api }) => {
  const sales = await seed(content)
  const call = await api('admin')
  const { id: clientId } = await call<{ id: string }>('POST', '/api/organization-contact', { name: 'Zephyr Works' })
  for (const [title, amount] of Object.entries({ Acme: 5, Birch: 9, Dune: 7 }))
    await sales.change(title, { clientId, amount })
  const board = await boardOf('rep')
  await board.open(sales, '?lanes=client&sort=-amount')
  await expectDeals(board, 'Lead, Zephyr Works', ['Birch', 'Acme'])
  await expectDeals(board, 'Offer, No client', ['Elm'])
  const saved = board.saved()
  await board.drag('Dune', list(board, 'Lead, Zephyr Works'), 0.1)
  await expectDeals(board, 'Lead, Zephyr Works', ['Birch', 'Dune', 'Acme'])
  await saved
  expect(await sales.read('Dune')).toMatchObject({ clientId, stageId: sales.stageId('Lead') })

  await board.page.goto(`/pipelines/${sales.id}?q=acme&lanes=client`)
  await expectDeals(board, 'Lead, Zephyr Works', ['Acme'])
  await expect(board.page.getByRole('button', { name: /^No client/ })).toHaveCount(0)
  await board.page.goto(`/pipelines/${sales.id}?q=nothing&lanes=client`)
  await expect(board.page.getByText('No deals match')).toBeVisible()
})

test('steps that are made while an earlier one is on its way all arrive', async ({ seed, boardOf, api }) => {
  const sales = await seed(content)
  const { admin } = await assign(sales, api)
  const board = await boardOf('rep')
  const { page } = board
  await board.open(sales, '?lanes=owner')
  await expectDeals(board, 'Lead, Demo Rep', ['Acme', 'Birch'])
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await page.route('**/api/deals/*', async (route) => {
    await held
    await route.continue()
  })
  await board.drag('Acme', list(board, 'Lead, No owner'), 0.5)
  await expectDeals(board, 'Lead, No owner', ['Acme'])
  await board.drag('Acme', list(board, 'Lead, Demo Admin'), 0.95)
  await expectDeals(board, 'Lead, Demo Admin', ['Cedar', 'Acme'])
  await board.card('Acme').press('Alt+ArrowRight')
  await expectDeals(board, 'Offer, Demo Admin', ['Acme'])
  await expect(list(board, 'Lead, No owner').getByRole('listitem')).toHaveCount(0)
  letGo()
  await expect.poll(() => sales.read('Acme')).toMatchObject({ ownerId: admin, stageId: sales.stageId('Offer') })
  await expectDeals(board, 'Offer, Demo Admin', ['Acme'])
})

test('several from different lanes go to the next stage by a key, each in its own lane', async ({
  seed,
  boardOf,
  api,
}) => {
  const sales = await seed(content)
  const { rep, admin } = await assign(sales, api)
  const board = await boardOf('rep')
  await board.open(sales, '?lanes=owner')
  await expectDeals(board, 'Lead, Demo Rep', ['Acme', 'Birch'])
  for (const title of ['Acme', 'Cedar']) await board.card(title).click({ modifiers: ['Control'] })
  const sent = board.page.waitForResponse((answer) => answer.url().endsWith('/api/deals/bulk') && answer.ok())
  await board.card('Acme').press('Alt+ArrowRight')
  await expectDeals(board, 'Offer, Demo Admin', ['Cedar'])
  await sent
  await expect(titlesIn(board, 'Offer, Demo Rep')).toHaveCount(2)
  for (const [title, ownerId] of Object.entries({ Acme: rep, Cedar: admin }))
    expect(await sales.read(title)).toMatchObject({ ownerId, stageId: sales.stageId('Offer') })
})
