import type { Page } from '@playwright/test'
import { type BoardPage, test as base, expect, type Sales } from './board-page'

export const test = base.extend<{ tableOf: (board: BoardPage, sales: Sales, query?: string) => Promise<TablePage> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are asked for
  tableOf: async ({}, use) =>
    use(async (board, sales, query = '') => {
      await board.open(sales, `?view=table${query}`)
      return new TablePage(board.page)
    }),
})

/** The deals of a board as rows, as somebody sees them. */
export class TablePage {
  constructor(readonly page: Page) {}

  toasts = () => this.page.getByRole('region', { name: 'Notifications' })
  grid = () => this.page.getByRole('grid', { name: 'Deals' })
  heading = (name: string) => this.grid().getByRole('columnheader', { name })
  row = (title: string) => this.grid().getByRole('row', { name: title })
  editor = (label: string) => this.grid().locator('input').and(this.page.getByLabel(label))

  /** The cell of a deal below a heading. */
  async cell(title: string, heading: string) {
    await expect(this.row(title)).toBeVisible()
    const headings = await this.grid().getByRole('columnheader').allInnerTexts()
    return this.row(title).getByRole('gridcell').nth(headings.indexOf(heading))
  }

  async edit(title: string, heading: string) {
    await (await this.cell(title, heading)).dblclick()
    return this.editor(`${heading} of ${title}`)
  }

  /** Exactly these deals from top to bottom. */
  async expectRows(titles: string[]) {
    await expect(this.grid().locator('tbody').getByRole('link')).toHaveText(titles)
    await expect(this.grid()).toHaveAttribute('aria-rowcount', String(titles.length + 1))
  }
}

export { expect }
