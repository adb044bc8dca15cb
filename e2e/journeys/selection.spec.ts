import type { Page } from '@playwright/test'
import { type BoardPage, expect, middle, test } from '../support/board-page'

const content = { Lead: ['Acme', 'Birch', 'Cedar', 'Dune'], Offer: ['Elm', 'Fir'], Won: [], Lost: [] }

const toolbar = (page: Page) => page.getByRole('toolbar', { name: 'Selected deals' })
const selected = (board: BoardPage) => board.page.getByRole('checkbox', { checked: true })

async function expectSelected(board: BoardPage, titles: string[]) {
  await expect(selected(board)).toHaveCount(titles.length)
  for (const title of titles) await expect(board.page.getByRole('checkbox', { name: `Select ${title}` })).toBeChecked()
  if (titles.length) await expect(board.page.getByText(`${titles.length} selected`, { exact: true })).toBeVisible()
  else await expect(toolbar(board.page)).toHaveCount(0)
}

const sent = (board: BoardPage) =>
  board.page.waitForResponse((answer) => answer.url().endsWith('/api/deals/bulk') && answer.ok())

test('selects by click, with Ctrl, with Shift as a range, and Escape ends it', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const board = await boardOf('rep')
  await board.open(sales)
  await board.card('Acme').hover()
  await board.page.getByRole('checkbox', { name: 'Select Acme' }).click()
  await expectSelected(board, ['Acme'])
  await expect(board.card('Acme')).toBeFocused()
  await board.card('Cedar').click({ modifiers: ['Shift'] })
  await expectSelected(board, ['Acme', 'Birch', 'Cedar'])
  await board.card('Birch').click({ modifiers: ['Shift'] })
  await expectSelected(board, ['Acme', 'Birch'])
  await board.card('Elm').click({ modifiers: ['Control'] })
  await expectSelected(board, ['Acme', 'Birch', 'Elm'])
  await board.card('Acme').click({ modifiers: ['Control'] })
  await expectSelected(board, ['Birch', 'Elm'])
  await expect(board.page.getByRole('dialog')).toHaveCount(0)
  await board.page.keyboard.press('Escape')
  await expectSelected(board, [])
})

test('selects by keys, says how many, and selects a whole column', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const board = await boardOf('rep')
  const { keyboard } = board.page
  await board.open(sales)
  await board.card('Acme').focus()
  await keyboard.press('x')
  await expectSelected(board, ['Acme'])
  await keyboard.press('Shift+ArrowDown')
  await expect(board.card('Birch')).toBeFocused()
  await keyboard.press('Shift+ArrowDown')
  await expectSelected(board, ['Acme', 'Birch', 'Cedar'])
  await expect(board.said()).toContainText(['3 deals selected'])
  await keyboard.press('Shift+ArrowUp')
  await expectSelected(board, ['Acme', 'Birch'])
  await keyboard.press('x')
  await expectSelected(board, ['Acme'])
  await keyboard.press('Control+a')
  await expectSelected(board, content.Lead)
  await board.page.getByRole('button', { name: 'Select nothing' }).click()
  await expectSelected(board, [])
  await expect(board.card('Acme')).toBeFocused()
})

test('three are dragged as one, for everybody, and taken back as one', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const [board, other] = [await boardOf('rep'), await boardOf('admin')]
  await board.open(sales)
  await other.open(sales)
  for (const title of ['Dune', 'Acme', 'Cedar']) await board.card(title).click({ modifiers: ['Control'] })
  const [from, to] = [await middle(board.card('Cedar')), await middle(board.card('Fir'), 0.1)]
  const { mouse } = board.page
  await mouse.move(from.x, from.y)
  await mouse.down()
  await mouse.move(from.x + 8, from.y + 8, { steps: 2 })
  await mouse.move(to.x, to.y, { steps: 8 })
  await expect(board.column('Offer').getByRole('heading')).toContainText('Offer5')
  await expect(board.column('Lead').getByRole('heading')).toContainText('Lead1')
  const answered = sent(board)
  await mouse.up()
  await board.expectCards('Offer', ['Elm', 'Acme', 'Cedar', 'Dune', 'Fir'])
  await answered
  await other.expectCards('Offer', ['Elm', 'Acme', 'Cedar', 'Dune', 'Fir'])
  await board.page.keyboard.press('Control+z')
  await board.expectCards('Lead', content.Lead)
  await other.expectCards('Lead', content.Lead)
  await expect(board.page.getByText('Taken back: Moved 3 deals to Offer').first()).toBeVisible()
  await board.page.reload()
  await board.expectCards('Lead', content.Lead)
})

test('the keyboard lifts and steps the whole selection, W wins it and Delete asks once', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const board = await boardOf('rep')
  const { keyboard } = board.page
  await board.open(sales)
  await board.card('Acme').focus()
  await keyboard.press('x')
  await keyboard.press('Shift+ArrowDown')
  let answered = sent(board)
  await keyboard.press('Alt+ArrowRight')
  await board.expectCards('Offer', ['Acme', 'Birch', 'Elm', 'Fir'])
  await expect(board.said()).toContainText(['Moved 2 deals to Offer, position 1 of 4'])
  await answered
  await expect(board.card('Birch')).toBeFocused()
  answered = sent(board)
  await keyboard.press('Alt+ArrowDown')
  await board.expectCards('Offer', ['Elm', 'Acme', 'Birch', 'Fir'])
  await answered
  answered = sent(board)
  await keyboard.press('Space')
  await expect(board.said()).toContainText(['Lifted 2 deals'])
  await keyboard.press('ArrowDown')
  await keyboard.press('Space')
  await board.expectCards('Offer', ['Elm', 'Fir', 'Acme', 'Birch'])
  await answered
  await expect(board.card('Birch')).toBeFocused()
  answered = sent(board)
  await keyboard.press('w')
  await board.expectCards('Won', ['Acme', 'Birch'])
  await answered
  await expect(board.card('Fir')).toBeFocused()
  await board.card('Birch').focus()
  await keyboard.press('Delete')
  await board.page.getByRole('alertdialog').getByRole('button', { name: 'Delete 2 deals' }).click()
  await board.expectCards('Won', [])
  await expect(board.page.getByText('Deleted 2 deals')).toBeVisible()
  await board.page.getByRole('button', { name: 'Undo' }).first().click()
  await board.expectCards('Won', ['Acme', 'Birch'])
})

test('a step shows at once although an earlier one is still on its way, and the focus stays in its column', async ({
  seed,
  boardOf,
}) => {
  const sales = await seed(content)
  const board = await boardOf('rep')
  const { keyboard } = board.page
  await board.open(sales)
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await board.page.route('**/api/deals/bulk', async (route) => {
    await held
    await route.continue()
  })
  await board.card('Acme').focus()
  await keyboard.press('x')
  await keyboard.press('Shift+ArrowDown')
  await keyboard.press('Alt+ArrowRight')
  await board.expectCards('Offer', ['Acme', 'Birch', 'Elm', 'Fir'])
  await keyboard.press('w')
  await board.expectCards('Won', ['Acme', 'Birch'])
  await expect(board.card('Elm')).toBeFocused()
  letGo()
  await board.expectAsStored(sales)
})

test('the bar moves, assigns, dates, tags and loses what is selected', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const board = await boardOf('rep')
  const { page } = board
  await board.open(sales)
  for (const title of ['Birch', 'Elm']) await board.card(title).click({ modifiers: ['Control'] })
  const press = (name: string) => toolbar(page).getByRole('button', { name, exact: true }).click()

  await press('Assign…')
  await page.getByRole('menuitem', { name: 'Nobody' }).waitFor()
  let answered = sent(board)
  await page.getByRole('menuitem').nth(1).click()
  await answered
  await press('Set…')
  await page.getByRole('menuitem', { name: 'Expected close' }).click()
  await page.getByRole('textbox', { name: 'Expected close' }).fill('2031-05-17')
  answered = sent(board)
  await page.getByRole('button', { name: 'Set expected close' }).click()
  await answered
  await press('Tags…')
  await page.getByRole('combobox', { name: 'Add' }).fill('Hot')
  answered = sent(board)
  await page.getByRole('button', { name: 'Change tags' }).click()
  await answered
  await press('Tags…')
  await page.getByRole('combobox', { name: 'Add' }).fill('Warm')
  await page.getByRole('checkbox', { name: 'Hot' }).check()
  answered = sent(board)
  await page.getByRole('button', { name: 'Change tags' }).click()
  await answered
  for (const title of ['Birch', 'Elm']) {
    await expect(board.card(title)).toContainText('Warm')
    await expect(board.card(title)).not.toContainText('Hot')
    await expect(board.card(title)).toContainText('17 May 2031')
  }
  answered = sent(board)
  await press('Lose')
  await board.expectCards('Lost', ['Birch', 'Elm'])
  await answered
  await press('Move to…')
  answered = sent(board)
  await page.getByRole('menuitem', { name: 'Offer' }).click()
  await board.expectCards('Offer', ['Birch', 'Elm', 'Fir'])
  await answered
  await page.reload()
  await board.expectCards('Offer', ['Birch', 'Elm', 'Fir'])
  await expect(board.card('Elm')).toContainText('Warm')
})

test('a refusal puts all back and says who was in the way', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  const board = await boardOf('rep')
  await board.open(sales)
  for (const title of ['Acme', 'Cedar']) await board.card(title).click({ modifiers: ['Control'] })
  await board.page.route('**/api/deals/bulk', async (route) => {
    await sales.change('Cedar', { stageId: sales.stageId('Offer') })
    await route.continue()
  })
  await board.card('Acme').focus()
  await board.page.keyboard.press('w')
  await board.expectCards('Lead', ['Acme', 'Birch', 'Dune'])
  await board.expectCards('Won', [])
  await expect(board.page.getByText('2 deals were not moved')).toBeVisible()
  await expect(board.page.getByText(/changed “Cedar” meanwhile/)).toBeVisible()
})

test('several are lost for one reason where the stage asks for it', async ({ seed, boardOf }) => {
  const sales = await seed(content)
  await sales.rule('Lost', { requiredFields: ['lostReason'] })
  const board = await boardOf('rep')
  const { page } = board
  await board.open(sales)
  for (const title of ['Acme', 'Fir']) await board.card(title).click({ modifiers: ['Control'] })
  await page.keyboard.press('l')
  const question = page.getByRole('dialog', { name: 'Move 2 deals to Lost' })
  await question.getByLabel('Lost reason').selectOption({ label: 'Other…' })
  await question.getByRole('button', { name: 'Move 2 deals to Lost' }).click()
  await expect(question.getByText('Is needed in Lost')).toBeVisible()
  await question.getByLabel('In other words').fill('Moved abroad')
  const answered = sent(board)
  await question.getByRole('button', { name: 'Move 2 deals to Lost' }).click()
  await answered
  await board.expectCards('Lost', ['Acme', 'Fir'])
  await page.reload()
  await board.expectCards('Lost', ['Acme', 'Fir'])
})

test.describe('on a screen that is touched', () => {
  test('Select in the menu, then each tap selects', async ({ seed, boardOf }) => {
    const sales = await seed(content)
    const board = await boardOf('rep', { hasTouch: true, isMobile: true, viewport: { width: 375, height: 812 } })
    await board.open(sales)
    await board.menuOf('Acme').tap()
    await board.page.getByRole('menuitem', { name: 'Select' }).tap()
    await expectSelected(board, ['Acme'])
    await board.card('Birch').tap()
    await expectSelected(board, ['Acme', 'Birch'])
    await board.card('Acme').tap()
    await expectSelected(board, ['Birch'])
    await board.page.getByRole('button', { name: 'Select nothing' }).tap()
    await expectSelected(board, [])
    await board.card('Birch').tap()
    await expect(board.page.getByRole('dialog')).toBeVisible()
  })
})
