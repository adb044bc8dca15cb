import { type BoardPage, expect, middle, test } from '../support/board-page'

const phone = { hasTouch: true, isMobile: true, viewport: { width: 375, height: 740 } }
const many = Array.from({ length: 20 }, (_, i) => `Deal ${String(i).padStart(2, '0')}`)

/** A finger's way over the screen, from where it went down. */
async function swipe(board: BoardPage, title: string, by: { x: number; y: number }) {
  const touch = await board.fingers()
  const at = await middle(board.card(title))
  await touch('touchStart', at)
  for (let i = 1; i <= 10; i++) await touch('touchMove', { x: at.x + (by.x * i) / 10, y: at.y + (by.y * i) / 10 })
  await touch('touchEnd')
}

test('on a phone a swipe over a card goes down the column or on to the next stage, and lifts nothing', async ({
  seed,
  boardOf,
}) => {
  const sales = await seed({ Lead: many, Offer: ['Dune'], Won: [] })
  const board = await boardOf('rep', phone)
  await board.open(sales)
  await swipe(board, 'Deal 05', { x: 0, y: -300 })
  await expect(board.card('Deal 00')).not.toBeInViewport()

  await swipe(board, 'Deal 07', { x: -220, y: 0 })
  const stages = board.page.getByRole('navigation', { name: 'Stages' })
  await expect(stages.getByRole('button', { name: 'Offer' })).toHaveAttribute('aria-current', 'true')
  await expect(board.column('Offer')).toBeInViewport({ ratio: 0.95 })
  await expect(board.card('Deal 07')).not.toBeInViewport()

  await swipe(board, 'Dune', { x: 220, y: 0 })
  await expect(stages.getByRole('button', { name: 'Lead' })).toHaveAttribute('aria-current', 'true')
  await expect(board.said()).not.toContainText(['Lifted'])
  await expect(board.column('Lead').getByRole('heading')).toContainText('Lead20')
})

test('on a phone a deal held at the edge goes to the next stage', async ({ seed, boardOf }) => {
  const sales = await seed({ Lead: ['Acme', 'Birch'], Offer: ['Dune'] })
  const board = await boardOf('rep', phone)
  await board.open(sales)
  const touch = await board.fingers()
  const from = await middle(board.card('Acme'))
  await touch('touchStart', from)
  await expect(board.said()).toContainText(['Lifted Acme'])
  await touch('touchMove', { x: 300, y: from.y })
  // The board scrolls only while the finger stays at its edge.
  await expect(async () => {
    await touch('touchMove', { x: 366 + (Math.round(performance.now()) % 2), y: from.y })
    expect((await board.column('Offer').boundingBox())!.x).toBeLessThan(140)
  }).toPass()
  await touch('touchMove', { x: 220, y: from.y - 20 })
  await expect(board.column('Offer').getByRole('heading')).toContainText('Offer2')
  const saved = board.saved()
  await touch('touchEnd')
  await saved
  await board.expectCards('Offer', ['Acme', 'Dune'])
  await board.expectAsStored(sales)
})

test('a second finger cancels a drag, and a pinch begins none', async ({ seed, boardOf }) => {
  const sales = await seed({ Lead: ['Acme', 'Birch'], Offer: ['Dune'], Won: [] })
  const board = await boardOf('rep', { hasTouch: true, isMobile: true, viewport: { width: 820, height: 1000 } })
  await board.open(sales)
  const touch = await board.fingers()
  const [acme, birch, dune] = await Promise.all(['Acme', 'Birch', 'Dune'].map((title) => middle(board.card(title))))
  await touch('touchStart', acme!)
  await expect(board.said()).toContainText(['Lifted Acme'])
  await touch('touchMove', dune!)
  await expect(board.column('Offer').getByRole('heading')).toContainText('Offer2')
  await touch('touchStart', dune!, birch!)
  await expect(board.said()).toContainText(['Cancelled. Acme is back in Lead, position 1 of 2'])
  await touch('touchEnd', dune!)
  await touch('touchEnd')
  await board.expectCards('Lead', ['Acme', 'Birch'])

  await touch('touchStart', acme!, birch!)
  await touch('touchMove', { x: acme!.x, y: acme!.y - 30 }, { x: birch!.x, y: birch!.y + 30 })
  await touch('touchEnd')
  await board.expectCards('Lead', ['Acme', 'Birch'])
  await board.expectAsStored(sales)
})

test('on a phone the menu of a deal reaches all that can be done with it', async ({ seed, boardOf }) => {
  const sales = await seed({ Lead: ['Acme', 'Birch', 'Cedar'], Offer: ['Dune'], Won: [] })
  const board = await boardOf('rep', phone)
  const { page } = board
  await board.open(sales)
  const choose = async (title: string, item: string) => {
    await board.menuOf(title).tap()
    const chosen = page.getByRole('menuitem', { name: item })
    expect((await chosen.boundingBox())!.height).toBeGreaterThanOrEqual(44)
    await chosen.tap()
  }
  const moved = async (title: string, item: string) => {
    const saved = board.saved()
    await choose(title, item)
    await saved
  }
  await moved('Acme', 'Down')
  await board.expectCards('Lead', ['Birch', 'Acme', 'Cedar'])
  await moved('Cedar', 'Top of column')
  await board.expectCards('Lead', ['Cedar', 'Birch', 'Acme'])
  await moved('Cedar', 'Won')
  await board.expectCards('Won', ['Cedar'])
  await choose('Cedar', 'Edit')
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).first().tap()
  await choose('Cedar', 'Delete')
  await page.getByRole('button', { name: 'Delete deal' }).tap()
  await board.expectCards('Won', [])
  await board.expectAsStored(sales)
})
