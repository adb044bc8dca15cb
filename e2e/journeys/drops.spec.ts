import type { Route } from '@playwright/test'
import { type BoardPage, expect, middle, type Sales, test } from '../support/board-page'

type World = { board: BoardPage; sales: Sales; asViewer: Record<string, string> }
type Fault = {
  /** The deal that is moved to Offer. */
  deal: string
  /** What becomes of the request. */
  meets: (route: Route, world: World) => Promise<unknown>
  /** Nothing is said when the deal is where it was dropped. */
  says?: (string | RegExp)[]
}

/** Meets the first of its requests alone. */
function once(meets: Fault['meets']): Fault['meets'] {
  let isMet = false
  return (route, world) => {
    if (isMet) return route.continue()
    isMet = true
    return meets(route, world)
  }
}

const faults = (): Fault[] => [
  {
    deal: 'Forbidden',
    meets: (route, { asViewer }) => route.continue({ headers: { ...route.request().headers(), ...asViewer } }),
    says: ['“Forbidden” was not moved', 'Ask an admin for the right to edit deals.'],
  },
  {
    deal: 'Refused',
    meets: (route) =>
      route.fulfill({ status: 422, json: { status: 422, detail: 'Offer takes no deal without a client.' } }),
    says: ['“Refused” was not moved', 'Offer takes no deal without a client.'],
  },
  {
    deal: 'Failed',
    meets: (route) => route.fulfill({ status: 500, json: { status: 500 } }),
    says: ['“Failed” was not moved', 'The server had a problem. The deal is as before.', 'Try again'],
  },
  {
    deal: 'Cut off',
    meets: once((route) => route.abort('connectionreset')),
  },
  {
    deal: 'No answer',
    meets: once(async (route) => {
      await route.fetch()
      await route.abort('connectionreset')
    }),
  },
  {
    deal: 'Late answer',
    meets: once(async (route) => {
      await route.fetch()
      await route.fulfill({ status: 502, body: 'Bad gateway' })
    }),
  },
  {
    deal: 'Changed',
    meets: once(async (route, { sales }) => {
      await sales.change('Changed', { amount: 2500 })
      await route.continue()
    }),
  },
  {
    deal: 'Moved',
    async meets(route, { sales }) {
      await sales.change('Moved', { stageId: sales.stageId('Won') })
      await route.continue()
    },
    says: ['“Moved” was not moved', /changed it meanwhile. The board shows it as it is now/],
  },
  {
    deal: 'Deleted',
    async meets(route, { sales }) {
      await sales.remove('Deleted')
      await route.continue()
    },
    says: ['“Deleted” was not moved', /deleted it meanwhile/],
  },
  {
    deal: 'Homeless',
    async meets(route, { sales }) {
      await sales.removeStage('Offer')
      await route.continue()
    },
    says: ['“Homeless” was not moved', 'That stage was deleted meanwhile. Choose another one.'],
  },
]

const content = { Lead: faults().map(({ deal }) => deal), Offer: ['Dune'], Won: ['Elm'] }
const tall = { width: 1280, height: 1400 }

const ways: Record<string, { options: object; move: (board: BoardPage, deal: string) => Promise<unknown> }> = {
  'the mouse': {
    options: { viewport: tall },
    move: (board, deal) => board.drag(deal, board.card('Dune'), 0.9),
  },
  'the keyboard': {
    options: { viewport: tall },
    async move(board, deal) {
      await board.card(deal).focus()
      for (const key of ['Space', 'ArrowRight', 'Space']) await board.page.keyboard.press(key)
    },
  },
  'a finger': {
    options: { viewport: tall, hasTouch: true },
    async move(board, deal) {
      const touch = await board.fingers()
      await touch('touchStart', await middle(board.card(deal)))
      await expect(board.said()).toContainText([`Lifted ${deal}`])
      const to = await middle(board.card('Dune'), 0.9)
      await touch('touchMove', { x: to.x - 20, y: to.y })
      await touch('touchMove', to)
      await expect(board.column('Offer').getByRole('heading')).toContainText(/Offer\d/)
      await touch('touchEnd')
    },
  },
}

for (const [way, { options, move }] of Object.entries(ways))
  test(`a drop by ${way} that comes to nothing leaves what the database has, and says why`, async ({
    seed,
    boardOf,
    bearerOf,
  }) => {
    test.slow()
    const sales = await seed(content)
    const board = await boardOf('rep', options)
    const { page } = board
    await board.open(sales)
    const world = { board, sales, asViewer: await bearerOf('viewer') }
    for (const { deal, meets, says = [] } of faults())
      await test.step(deal, async () => {
        const isMove = (route: Route) => route.request().method() === 'PUT'
        let met = false
        await page.route(`**/api/deals/${sales.idOf(deal)}`, (route) => {
          if (!isMove(route)) return route.fallback()
          met = true
          return meets(route, world)
        })
        await move(board, deal)
        const toast = page.locator('[data-sonner-toast]', { hasText: `“${deal}”` })
        for (const words of says) await expect(toast).toContainText(words)
        await expect.poll(() => met).toBe(true)
        await board.expectAsStored(sales)
        await expect(toast).toHaveCount(says.length ? 1 : 0)
        await page.unroute(`**/api/deals/${sales.idOf(deal)}`)
      })
    await page.reload()
    await board.expectAsStored(sales)
  })

test('a slow drop shows that it is being saved, and a second one replaces what waits', async ({ seed, boardOf }) => {
  const sales = await seed({ Lead: ['Acme', 'Birch'], Offer: ['Dune'], Won: [] })
  const board = await boardOf('rep')
  const { page } = board
  await board.open(sales)
  const requests: Route[] = []
  await page.route('**/api/deals/*', (route) => requests.push(route))

  await board.drag('Acme', board.card('Dune'), 0.1)
  await expect(board.card('Acme')).toContainText('Saving')
  await board.drag('Acme', board.column('Won'), 0.5)
  await board.drag('Acme', board.card('Dune'), 0.9)
  await board.expectCards('Offer', ['Dune', 'Acme'])
  expect(requests).toHaveLength(1)
  await requests[0]!.continue()
  await expect.poll(() => requests.length).toBe(2)
  await expect(board.card('Acme')).toContainText('Saving')
  await requests[1]!.continue()
  await expect(board.card('Acme')).not.toContainText('Saving')
  await board.expectAsStored(sales)
  await page.reload()
  await board.expectCards('Offer', ['Dune', 'Acme'])
})

test('without a network drops stay where they were put, and are made once there is one', async ({ seed, boardOf }) => {
  const sales = await seed({ Lead: ['Acme', 'Birch'], Offer: ['Dune'], Won: [] })
  const board = await boardOf('rep')
  const { page } = board
  await board.open(sales)
  await page.context().setOffline(true)
  await board.drag('Acme', board.column('Won'), 0.5)
  await board.drag('Birch', board.card('Dune'), 0.1)
  await expect(page.getByText('Offline', { exact: true })).toBeVisible()
  await expect(page.getByText('2 changes wait')).toBeVisible()
  await board.expectCards('Won', ['Acme'])
  await page.context().setOffline(false)
  await expect(page.getByText('changes wait')).toHaveCount(0)
  await board.expectAsStored(sales)
  await board.expectCards('Offer', ['Birch', 'Dune'])
  await expect(page.getByText('Offline', { exact: true })).toHaveCount(0)
})

test('what is on its way goes on after a reload, and leaving asks first', async ({ seed, boardOf }) => {
  const sales = await seed({ Lead: ['Acme', 'Birch'], Offer: ['Dune'], Won: [] })
  const board = await boardOf('rep')
  const { page } = board
  await board.open(sales)
  let isAsked = false
  page.on('dialog', (dialog) => {
    isAsked = dialog.type() === 'beforeunload'
    return dialog.accept()
  })
  await page.route('**/api/deals/*', (route) => route.abort())
  await board.drag('Acme', board.column('Won'), 0.5)
  await board.drag('Birch', board.card('Dune'), 0.9)
  await expect(page.getByText('2 changes wait')).toBeVisible()
  await page.unroute('**/api/deals/*')
  await page.reload()
  expect(isAsked).toBe(true)
  await board.expectCards('Won', ['Acme'])
  await board.expectCards('Offer', ['Dune', 'Birch'])
  await board.expectAsStored(sales)
  isAsked = false
  await board.open(sales)
  expect(isAsked).toBe(false)
  await page.keyboard.press('Control+z')
  await board.expectCards('Offer', ['Dune'])
  await board.expectCards('Lead', ['Birch'])
})

test('one request that hangs holds back no other deal', async ({ seed, boardOf }) => {
  const sales = await seed({ Lead: ['Acme', 'Birch'], Offer: ['Dune'], Won: [] })
  const board = await boardOf('rep')
  await board.open(sales)
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await board.page.route(`**/api/deals/${sales.idOf('Acme')}`, (route) => held.then(() => route.continue()))
  await board.drag('Acme', board.column('Won'), 0.5)
  const saved = board.saved()
  await board.drag('Birch', board.card('Dune'), 0.9)
  await saved
  expect(await sales.read('Birch')).toMatchObject({ stageId: sales.stageId('Offer') })
  expect(await sales.read('Acme')).toMatchObject({ stageId: sales.stageId('Lead') })
  letGo()
  await board.expectCards('Won', ['Acme'])
  await board.expectAsStored(sales)
})

test('what was not opened before opens without a network', async ({ seed, boardOf }) => {
  const sales = await seed({ Lead: ['Acme'], Won: [] })
  const board = await boardOf('rep')
  const { page } = board
  await board.open(sales)
  await expect(page.getByRole('region', { name: /Notifications/ })).toBeAttached()
  await page.waitForLoadState('networkidle')
  await page.context().setOffline(true)
  await board.card('Acme').press('e')
  await expect(page.getByRole('dialog')).toContainText('The server cannot be reached.')
  await page.keyboard.press('Escape')
  await expect(board.card('Acme')).toBeFocused()
})

test('a filter chosen without a network is applied once there is one', async ({ seed, boardOf }) => {
  const sales = await seed({ Lead: ['Acme', 'Birch'], Won: [] })
  const board = await boardOf('rep')
  const { page } = board
  await board.open(sales)
  await page.context().setOffline(true)
  await page.getByRole('searchbox', { name: 'Search deals' }).fill('acme')
  await expect(page.getByText('Offline', { exact: true })).toBeVisible()
  await board.expectCards('Lead', ['Acme', 'Birch'])
  await page.context().setOffline(false)
  await board.expectCards('Lead', ['Acme'])
})

test('a drop beside a deal that was deleted meanwhile reaches its stage', async ({ seed, boardOf }) => {
  const sales = await seed({ Lead: ['Acme', 'Birch'], Offer: ['Dune', 'Elm'] })
  const board = await boardOf('rep')
  await board.open(sales)
  const removeFirst = async (route: Route) => {
    await sales.remove('Elm')
    await route.continue()
  }
  await board.page.route(`**/api/deals/${sales.idOf('Acme')}`, removeFirst, { times: 1 })
  await board.drag('Acme', board.card('Elm'), 0.9)
  await board.expectCards('Offer', ['Acme', 'Dune'])
  await board.expectAsStored(sales)
})
