import { expect, test } from '../support/board-page'
import { openPalette } from '../support/fixtures'

const content = { Lead: ['Acme lights', 'Birch floor'], Offer: ['Dune lights'] }

test('a deal is found from another page and opened on its board', async ({ seed, boardOf }) => {
  await seed({ Lead: ['Quite another'] })
  await seed({ Lead: ['Zirconium hall'], Offer: [] })
  const { page } = await boardOf('rep')
  await page.goto('/contacts')
  const palette = await openPalette(page)
  await page.keyboard.type('zircon')
  await expect(palette.getByRole('option', { name: /Zirconium hall/ }).first()).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/pipelines\/[\w-]+\?deal=[\w-]+$/)
  await expect(page.getByRole('dialog').getByLabel('Title')).toHaveValue('Zirconium hall')
})

test('actions of the board run by their names, and with their keys beside', async ({ seed, boardOf }) => {
  const board = await boardOf('rep')
  await board.open(await seed(content))
  const { page } = board
  await page.keyboard.press('Control+k')
  await page.keyboard.type('shortcuts')
  await expect(page.getByRole('option', { name: 'Keyboard shortcuts ?' })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await page.keyboard.press('Escape')

  await page.keyboard.press('Control+k')
  await page.keyboard.type('new deal')
  await page.keyboard.press('Enter')
  await expect(board.column('Lead').getByRole('textbox', { name: /title/i })).toBeFocused()
})

test('arrows walk it, Escape leaves it where the focus was, and nothing found says so', async ({ seed, boardOf }) => {
  const board = await boardOf('rep')
  await board.open(await seed(content))
  const { page } = board
  await board.card('Birch floor').focus()
  await page.keyboard.press('Control+k')
  const options = page.getByRole('option')
  await expect(options.first()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('ArrowDown')
  await expect(options.nth(1)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await expect(options.last()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.type('no such thing')
  await expect(page.getByText('Nothing is called that')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(board.card('Birch floor')).toBeFocused()
})

test('the closest come first, those of the board before others, and more are said to be there', async ({
  seed,
  boardOf,
}) => {
  const word = `w${crypto.randomUUID().slice(0, 8)}`
  await seed({ Lead: [`Elsewhere ${word}`, `${word}house elsewhere`] })
  const board = await boardOf('rep')
  await board.open(await seed({ Lead: [`Don${word}`, `${word}house`, `Üsed ${word}`] }))
  const { page } = board
  const palette = await openPalette(page)
  await page.keyboard.type(`${word} `)
  const deals = palette.getByRole('group', { name: 'Deals' })
  await expect(deals.getByRole('option')).toHaveText([
    new RegExp(`^Üsed ${word}`),
    new RegExp(`^Elsewhere ${word}`),
    new RegExp(`^${word}house`),
    new RegExp(`^${word}house elsewhere`),
    new RegExp(`^Don${word}`),
  ])
  await page.keyboard.type('used')
  await expect(deals.getByRole('option')).toHaveText([new RegExp(`^Üsed ${word}`)])

  await seed({ Lead: Array.from('1234', (i) => `${word} ${i}`) })
  await page.getByRole('combobox').fill(word)
  await expect(deals.getByRole('option')).toHaveCount(6)
  await expect(palette.getByRole('status')).toHaveText('6 found. There are more deals: type more of the name')
})

test('a board that is gone meanwhile keeps no search from finding the others', async ({ seed, boardOf }) => {
  const word = `w${crypto.randomUUID().slice(0, 8)}`
  await seed({ Lead: [`Elsewhere ${word}`] })
  const board = await boardOf('rep')
  await board.open(await seed(content))
  const { page } = board
  const gone = { status: 404, json: { detail: 'This pipeline does not exist.' } }
  await page.route('**/api/search?*pipelineId=*', (route) => route.fulfill(gone))
  const palette = await openPalette(page)
  await page.keyboard.type(word)
  await expect(palette.getByRole('option', { name: `Elsewhere ${word}` })).toBeVisible()
})

test('a search that fails says so, and not that there is nothing', async ({ seed, boardOf }) => {
  const board = await boardOf('rep')
  await board.open(await seed(content))
  const { page } = board
  await page.route('**/api/search?q=dune*', (route) => route.fulfill({ status: 503, json: { detail: 'Later.' } }))
  const palette = await openPalette(page)
  await page.keyboard.type('dune')
  await expect(palette.getByRole('status')).toHaveText(/\w/)
  await expect(page.getByText('Nothing is called that')).toBeHidden()
})

test('a contact leads to the list that it is found in', async ({ boardOf, api }) => {
  const name = `Ytterby ${Date.now()}`
  await (await api('rep'))('POST', '/api/organization-contact', { name })
  const { page } = await boardOf('rep')
  await page.goto('/pipelines')
  await page.getByRole('button', { name: 'Find' }).click()
  await page.getByRole('combobox').fill(name)
  await page.getByRole('option', { name }).click()
  await expect(page.getByRole('searchbox', { name: 'Search contacts' })).toHaveValue(name)
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1)
})
