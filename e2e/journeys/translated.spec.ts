import type { Page } from '@playwright/test'
import { expect, test } from '../support/board-page'

/** Does to a page what translators of browsers do: each text node gives way to an element, and so do those that come. */
const translate = (page: Page) =>
  page.evaluate(() => {
    const replaceIn = (root: Node) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
      const texts: Text[] = []
      while (walker.nextNode()) texts.push(walker.currentNode as Text)
      for (const text of texts) {
        if (!text.data.trim() || text.parentElement?.closest('font, script, style, textarea, option')) continue
        const outer = document.createElement('font')
        outer.append(document.createElement('font'))
        outer.firstElementChild!.textContent = text.data
        text.replaceWith(outer)
      }
    }
    replaceIn(document.body)
    new MutationObserver((records) => {
      for (const { addedNodes } of records)
        for (const node of addedNodes) if (node.isConnected) replaceIn(node.parentNode!)
    }).observe(document.body, { childList: true, subtree: true })
  })

test('a page that the browser translates goes on telling the truth', async ({ seed, boardOf }) => {
  test.slow()
  const sales = await seed({ Lead: ['Acme', 'Birch', 'Cedar'], Offer: ['Dune'], Won: [], Lost: [] })
  await sales.rule('Offer', { wipLimit: 2 })
  const board = await boardOf('admin')
  const { page } = board
  const errors: Error[] = []
  page.on('pageerror', (error) => errors.push(error))
  await board.open(sales)
  await translate(page)
  const headingOf = (stage: string) => board.column(stage).getByRole('heading')

  await test.step('what others do', async () => {
    await sales.change('Acme', { stageId: sales.stageId('Offer') })
    await expect(headingOf('Lead')).toHaveText('Lead2 deals')
    await expect(headingOf('Offer')).toHaveText('Offer2 of 2 deals')
    await sales.change('Dune', { title: 'Dune again', amount: 123, expectedCloseDate: '2030-01-31' })
    await expect(board.card('Dune again')).toContainText('$123')
    await sales.change('Acme', { amount: null, expectedCloseDate: null })
    await expect(board.card('Acme')).not.toContainText('$')
    await sales.change('Birch', { stageId: sales.stageId('Offer') })
    await expect(headingOf('Offer')).toHaveText('Offer3 of 2 deals, over its limit')
    await sales.remove('Birch')
    await expect(headingOf('Offer')).toHaveText('Offer2 of 2 deals')
  })
  await test.step('what I do', async () => {
    await board.card('Cedar').focus()
    await page.keyboard.press('w')
    await board.expectCards('Won', ['Cedar'])
    await page.keyboard.press('Control+z')
    await board.expectCards('Lead', ['Cedar'])
    await board.card('Cedar').focus()
    await page.keyboard.press('n')
    await page.keyboard.type('Elm')
    await page.keyboard.press('Enter')
    await board.expectCards('Lead', ['Elm', 'Cedar'])
    await page.keyboard.press('Escape')
    await expect(board.card('Elm')).not.toContainText('Saving')
    await board.drag('Elm', board.column('Won'), 0.5)
    await board.expectCards('Won', ['Elm'])
  })
  await test.step('the selection, the panel, the filter and the table', async () => {
    await board.card('Acme').focus()
    await page.keyboard.press('x')
    await page.keyboard.press('Shift+ArrowDown')
    await expect(page.getByText('2 selected', { exact: true })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('toolbar')).toHaveCount(0)
    await board.card('Cedar').press('e')
    const panel = page.getByRole('dialog')
    await panel.getByRole('textbox', { name: 'Title' }).fill('Cedar two')
    await page.keyboard.press('Escape')
    await expect(panel).toHaveCount(0)
    await page.getByRole('searchbox', { name: /search/i }).fill('Dune')
    await expect(headingOf('Offer')).toHaveText('Offer1 deal')
    await page.getByRole('button', { name: 'Show all deals' }).click()
    await expect(headingOf('Offer')).toHaveText('Offer2 of 2 deals')
    await page.getByRole('link', { name: 'Table' }).click()
    await expect(page.getByRole('gridcell', { name: 'Dune again' })).toBeVisible()
    await sales.change('Dune', { title: 'Dune at last' })
    await expect(page.getByRole('gridcell', { name: 'Dune at last' })).toBeVisible()
  })
  expect(errors).toEqual([])
})

test('names, titles and figures ask translators to leave them alone', async ({ seed, boardOf }) => {
  const sales = await seed({ Lead: ['Acme'], Won: [] })
  const board = await boardOf('rep')
  await board.open(sales)
  const { page } = board
  const isTranslated = (text: string) =>
    page
      .getByRole('main')
      .getByText(text, { exact: true })
      .filter({ visible: true })
      .first()
      .evaluate((element: HTMLElement) => element.translate)
  for (const text of ['Acme', '$1K', 'Lead', 'Won']) expect(await isTranslated(text), text).toBe(false)
  expect(await isTranslated('No deals in this stage')).toBe(true)
  await page.goto(`/pipelines/${sales.id}?view=table`)
  await expect(page.getByRole('gridcell', { name: 'Acme' })).toBeVisible()
  for (const text of ['Acme', 'Lead']) expect(await isTranslated(text), text).toBe(false)
})
