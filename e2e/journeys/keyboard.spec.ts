import { expect, test } from '../support/board-page'

const content = { Lead: ['Acme', 'Birch', 'Cedar'], Empty: [], Offer: ['Dune'], Won: [], Lost: [] }

test('arrows go from deal to deal, over stages that have none', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const board = await boardOf('rep')
  const { keyboard } = board.page
  await board.open(sales)
  await keyboard.press('ArrowDown')
  await expect(board.card('Acme')).toBeFocused()
  await keyboard.press('ArrowDown')
  await keyboard.press('ArrowDown')
  await keyboard.press('ArrowDown')
  await expect(board.card('Cedar')).toBeFocused()
  await keyboard.press('ArrowRight')
  await expect(board.card('Dune')).toBeFocused()
  await keyboard.press('ArrowLeft')
  await expect(board.card('Acme')).toBeFocused()
})

test('with Alt the arrows move the deal, W and L close it, and each step is said', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const board = await boardOf('rep')
  const { keyboard } = board.page
  await board.open(sales)
  await board.card('Acme').focus()
  let saved = board.saved()
  await keyboard.press('Alt+ArrowDown')
  await board.expectCards('Lead', ['Birch', 'Acme', 'Cedar'])
  await expect(board.said()).toContainText(['Moved Acme to Lead, position 2 of 3'])
  await saved
  await expect(board.card('Acme')).toBeFocused()
  saved = board.saved()
  await keyboard.press('Alt+ArrowRight')
  await board.expectCards('Empty', ['Acme'])
  await saved
  await expect(board.card('Acme')).toBeFocused()
  saved = board.saved()
  await keyboard.press('w')
  await board.expectCards('Won', ['Acme'])
  await saved
  saved = board.saved()
  await board.card('Birch').focus()
  await keyboard.press('l')
  await board.expectCards('Lost', ['Birch'])
  await saved
  await board.page.reload()
  await board.expectCards('Won', ['Acme'])
  await board.expectCards('Lost', ['Birch'])
})

test('N adds where the focus is, and the question mark lists all keys', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const board = await boardOf('rep')
  const { keyboard } = board.page
  await board.open(sales)
  await board.card('Dune').focus()
  await keyboard.press('n')
  await keyboard.type('Elm')
  const made = board.page.waitForResponse((answer) => answer.url().includes('/cards?ids='))
  await keyboard.press('Enter')
  await made
  await board.expectCards('Offer', ['Elm', 'Dune'])
  await keyboard.press('Escape')
  await board.card('Elm').focus()
  await keyboard.press('?')
  const sheet = board.page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(sheet).toContainText('Move it to won')
  await keyboard.press('Escape')
  await expect(sheet).toHaveCount(0)
  await expect(board.card('Elm')).toBeFocused()
})

test('letters count as the keyboard writes them, and by their place where it writes no Latin', async ({
  seed,
  boardOf,
}) => {
  const sales = await seed(content)
  const board = await boardOf('rep')
  const { page } = board
  const cdp = await page.context().newCDPSession(page)
  const press = async (key: string, code: string, modifiers = 0) => {
    for (const type of ['keyDown', 'keyUp'] as const)
      await cdp.send('Input.dispatchKeyEvent', { type, key, code, modifiers })
  }
  await board.open(sales)
  await test.step('French', async () => {
    await board.card('Acme').focus()
    await press('z', 'KeyW')
    await press('w', 'KeyZ')
    await board.expectCards('Won', ['Acme'])
  })
  await test.step('Dvorak', async () => {
    await board.card('Birch').focus()
    await press('n', 'KeyL')
    await expect(page.getByRole('textbox', { name: /title/i })).toBeFocused()
    await page.keyboard.press('Escape')
    await board.expectCards('Lead', ['Birch', 'Cedar'])
  })
  await test.step('Russian', async () => {
    await board.card('Birch').focus()
    await press('д', 'KeyL')
    await board.expectCards('Lost', ['Birch'])
    await board.card('Cedar').focus()
    await press('ч', 'KeyX')
    await expect(board.said()).toContainText(['1 deal selected'])
    const ctrl = 2
    await press('л', 'KeyK', ctrl)
    await expect(page.getByRole('dialog')).toBeVisible()
    await page.keyboard.press('Escape')
    await press('я', 'KeyZ', ctrl)
    await board.expectCards('Lost', [])
  })
})
