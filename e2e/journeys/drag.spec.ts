import { type BoardPage, expect, middle, type Sales, test } from '../support/board-page'

const content = { Lead: ['Acme', 'Birch'], Offer: ['Dune'], Won: ['Elm'] }

/** Lifts a deal by the mouse, which then is at a place. */
async function lift({ page, card, said }: BoardPage, title: string, to: { x: number; y: number }) {
  const from = await middle(card(title))
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x + 8, from.y + 8, { steps: 2 })
  await expect(said()).toContainText([`Lifted ${title}`])
  await page.mouse.move(to.x, to.y, { steps: 4 })
}

const writesOf = ({ page }: BoardPage, sales: Sales, title: string) => {
  const seen: string[] = []
  page.on('request', (request) => {
    if (request.method() !== 'GET' && request.url().includes(sales.idOf(title))) seen.push(request.method())
  })
  return seen
}

test('only the first button lifts and drops; the middle one opens the deal in a tab of its own', async ({
  seed,
  boardOf,
}) => {
  const sales = await seed(content)
  const board = await boardOf('rep')
  const { mouse } = board.page
  await board.open(sales)
  const writes = writesOf(board, sales, 'Acme')
  await test.step('the middle button', async () => {
    const [from, to] = [await middle(board.card('Acme')), await middle(board.column('Won'))]
    await mouse.move(from.x, from.y)
    await mouse.down({ button: 'middle' })
    await mouse.move(to.x, to.y, { steps: 5 })
    await mouse.up({ button: 'middle' })
    await expect(board.said()).not.toContainText(['Lifted'])
    const opened = board.page.context().waitForEvent('page')
    await board.card('Acme').click({ button: 'middle' })
    const tab = await opened
    await expect(tab).toHaveURL(new RegExp(`deal=${sales.idOf('Acme')}`))
    await tab.close()
  })
  await test.step('the right button in mid-drag', async () => {
    await lift(board, 'Acme', await middle(board.card('Dune'), 0.9))
    await mouse.down({ button: 'right' })
    await mouse.up({ button: 'right' })
    await expect(board.column('Lead').getByRole('heading')).toContainText('Lead1')
    expect(writes).toEqual([])
    await expect(board.page.getByRole('menu')).toHaveCount(0)
    const to = await middle(board.card('Elm'), 0.9)
    await mouse.move(to.x, to.y, { steps: 4 })
    await mouse.up()
    await board.expectCards('Won', ['Elm', 'Acme'])
  })
})

test('the wheel scrolls the stage and the board under a card in the hand', async ({ seed, boardOf }) => {
  const sales = await seed({ ...content, Five: [], Six: [], Seven: [] })
  await sales.fill('Offer', 40)
  const board = await boardOf('rep')
  const { mouse } = board.page
  await board.open(sales)
  const offer = await middle(board.column('Offer'))
  await lift(board, 'Acme', offer)
  await mouse.wheel(0, 900)
  await expect(board.card('Dune')).toHaveCount(0)
  const scrollTop = () =>
    board
      .column('Offer')
      .locator('div:has(> ol)')
      .evaluate((list) => list.scrollTop)
  await expect.poll(scrollTop).toBeGreaterThan(600)
  const saved = board.saved()
  await mouse.move(offer.x, offer.y + 1)
  await mouse.up()
  await saved
  const stored = (await sales.stored()).find(({ stage }) => stage === 'Offer')!
  expect(stored.deals.indexOf(sales.idOf('Acme'))).toBeGreaterThan(8)
  await lift(board, 'Birch', offer)
  await mouse.wheel(500, 0)
  await expect(board.column('Seven')).toBeInViewport()
  await mouse.up()
})

test('a deal that somebody renames while it is held goes where it is dropped', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const board = await boardOf('admin')
  const { page } = board
  await board.open(sales)
  await lift(board, 'Acme', await middle(board.card('Elm'), 0.9))
  await sales.change('Acme', { title: 'Globex' })
  await expect(page.getByText('Globex').first()).toBeVisible()
  await page.mouse.up()
  await board.expectCards('Won', ['Elm', 'Globex'])
  await expect(page.getByText('Moved Globex to Won')).toBeVisible()
  await board.expectAsStored(sales)
})

test('a deal that somebody moves while it is held says so at the drop', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const board = await boardOf('admin')
  await board.open(sales)
  await lift(board, 'Acme', await middle(board.card('Elm'), 0.9))
  await sales.change('Acme', { stageId: sales.stageId('Offer') })
  // What comes later by the same stream shows that the move has come too.
  await sales.change('Birch', { title: 'Globex' })
  await expect(board.card('Globex')).toBeVisible()
  await board.page.mouse.up()
  await expect(board.page.getByText('Demo Rep changed it meanwhile')).toBeVisible()
  await board.expectAsStored(sales)
})

const hands = {
  'the mouse': async (board: BoardPage) => lift(board, 'Acme', await middle(board.column('Offer'))),
  async 'the keyboard'(board: BoardPage) {
    await board.card('Acme').focus()
    for (const key of ['Space', 'ArrowRight']) await board.page.keyboard.press(key)
  },
}

for (const [hand, take] of Object.entries(hands)) {
  test(`a deal that somebody deletes leaves the hand of ${hand}, with a word`, async ({ seed, boardOf }) => {
    const sales = await seed(content)
    const board = await boardOf('admin')
    const { page } = board
    await board.open(sales)
    const writes = writesOf(board, sales, 'Acme')
    await take(board)
    await sales.remove('Acme')
    await expect(page.getByText('Demo Rep deleted “Acme” while you moved it.')).toBeVisible()
    await expect(page.getByText('Acme', { exact: true })).toHaveCount(0)
    await page.mouse.up()
    await page.keyboard.press('Space')
    await board.expectAsStored(sales)
    expect(writes).toEqual([])
  })

  test(`a stage that goes while ${hand} is over it lets no other one take the deal`, async ({ seed, boardOf }) => {
    const sales = await seed(content)
    const board = await boardOf('admin')
    const { page } = board
    await board.open(sales)
    const writes = writesOf(board, sales, 'Acme')
    await take(board)
    await sales.removeStage('Offer')
    await expect(page.getByText('The board changed while you moved “Acme”. It is back in its place.')).toBeVisible()
    await expect(board.column('Offer')).toHaveCount(0)
    await page.mouse.up()
    await page.keyboard.press('Escape')
    await board.expectCards('Won', ['Elm'])
    await board.expectAsStored(sales)
    expect(writes).toEqual([])
  })
}

const long = { Lead: ['Acme', 'Birch'], Two: [], Three: [], Four: [], Five: [], Won: ['Elm'], Lost: [] }

test('won and lost take drops while they are out of sight', async ({ seed, boardOf }) => {
  const sales = await seed(long)
  const board = await boardOf('rep')
  const { page } = board
  const dockOf = (stage: string) => page.locator(`[data-dock="${sales.stageId(stage)}"]`)
  await board.open(sales)
  await expect(dockOf('Won')).toHaveCount(0)
  let saved = board.saved()
  await lift(board, 'Acme', await middle(board.column('Two')))
  await expect(dockOf('Lost')).toHaveText('Lost')
  const to = await middle(dockOf('Won'))
  await page.mouse.move(to.x, to.y, { steps: 4 })
  await page.mouse.up()
  await saved
  await expect(board.said()).toContainText(['Dropped Acme in Won, position 1 of 2'])
  await expect(dockOf('Won')).toHaveCount(0)

  saved = board.saved()
  await board.card('Birch').focus()
  await expect(page.getByText('Moved Acme to Won')).toBeVisible()
  await page.keyboard.press('Space')
  await expect(dockOf('Won')).toHaveText('WonW')
  await expect(page.getByText('Moved Acme to Won')).toBeHidden()
  await page.keyboard.press('w')
  await expect(board.said()).toContainText(['Birch, Won, position 1 of 3'])
  await expect(board.column('Won')).toBeInViewport()
  await expect(dockOf('Won')).toHaveCount(0)
  await page.keyboard.press('Space')
  await saved
  await board.expectCards('Won', ['Birch', 'Acme', 'Elm'])
  await board.expectAsStored(sales)
})

test('on a phone, and in lanes, the dock takes a deal too, which keeps its lane', async ({ seed, boardOf }) => {
  const sales = await seed(long)
  const board = await boardOf('rep', { viewport: { width: 375, height: 700 }, hasTouch: true })
  const { page } = board
  await board.open(sales, '?lanes=owner')
  const { ownerId } = await sales.read('Acme')
  const saved = board.saved()
  const touch = await board.fingers()
  const from = await middle(board.card('Acme'))
  await touch('touchStart', from)
  await expect(board.said()).toContainText(['Lifted Acme'])
  const to = await middle(page.locator(`[data-dock="${sales.stageId('Lost')}"]`))
  await touch('touchMove', { x: to.x, y: to.y - 8 })
  await touch('touchMove', to)
  await touch('touchEnd')
  await saved
  expect(await sales.read('Acme')).toMatchObject({ stageId: sales.stageId('Lost'), ownerId })
})

test('a stage at its hard limit says so while a deal is held, by mouse, keys and menu', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  await sales.rule('Offer', { wipLimit: 1, wipIsHard: true })
  const board = await boardOf('rep')
  const { page } = board
  const words = 'Offer is full: it holds 1 of 1 deal.'
  await board.open(sales)
  await expect(board.column('Offer')).not.toContainText(words)
  await lift(board, 'Acme', await middle(board.column('Won')))
  await expect(board.column('Offer')).toContainText(words)
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await expect(board.column('Offer')).not.toContainText(words)

  await board.card('Acme').focus()
  for (const key of ['Space', 'ArrowRight']) await page.keyboard.press(key)
  await expect(board.said()).toContainText([`Acme, Offer, position 1 of 2. ${words}`])
  await page.keyboard.press('Escape')
  await page.keyboard.press('m')
  await expect(page.getByRole('menuitem', { name: 'Offer (full)' })).toBeVisible()
  await page.keyboard.press('Escape')

  await lift(board, 'Dune', await middle(board.column('Lead')))
  await expect(board.column('Offer')).not.toContainText(words)
  await page.mouse.up()
  await board.expectCards('Offer', [])
})
