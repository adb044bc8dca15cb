import { type BoardPage, expect } from './board-page'
import type { Random } from './random'

const ACTIONS = {
  step: 30,
  lift: 10,
  drag: 10,
  menu: 8,
  finish: 5,
  add: 10,
  edit: 6,
  remove: 7,
  several: 8,
  cell: 8,
  undo: 8,
  redo: 4,
  retry: 4,
  filter: 2,
  find: 2,
  lanes: 2,
  collapse: 2,
  reload: 1,
  close: 1,
}
type Action = keyof typeof ACTIONS

const ARROWS = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'] as const
/** Somebody else may have taken away what an action is about. */
const PATIENCE = 800

/** Somebody who does this and that on a board, without looking twice. */
export class Driver {
  readonly done: Partial<Record<Action, number>> = {}
  private count = 0

  constructor(
    public board: BoardPage,
    /** The address of the board. */
    private readonly path: string,
    private readonly name: string,
    private readonly random: Random,
    private readonly isOnline: () => boolean,
    /** Closes the tab and opens the board in another one. */
    private readonly openAnew: (board: BoardPage) => Promise<BoardPage>,
  ) {
    board.page.setDefaultTimeout(PATIENCE)
  }

  async act() {
    const action = this.random.weighted(ACTIONS)
    const made = await this[action]().catch((error: Error) => {
      if (error.name !== 'TimeoutError') throw error
    })
    await this.page.keyboard.press('Escape')
    if (await this.page.getByRole('dialog').count()) await this.page.keyboard.press('Escape')
    if (made !== false) this.done[action] = (this.done[action] ?? 0) + 1
    return made !== false
  }

  private get page() {
    return this.board.page
  }

  private press = async (...keys: string[]) => {
    for (const key of keys) await this.page.keyboard.press(key)
  }

  /** Any deal on the board gets the focus; false when there is none. */
  private focusAny = () =>
    this.page.evaluate((at) => {
      const cards = document.querySelectorAll<HTMLElement>('main [id^="deal-"]')
      const card = cards[Math.floor(at * cards.length)]
      card?.focus({ preventScroll: true })
      return card !== undefined
    }, this.random.next())

  private async step() {
    if (!(await this.focusAny())) return false
    await this.press(`Alt+${this.random.pick(ARROWS)}`)
  }

  private async lift() {
    if (!(await this.focusAny())) return false
    await this.press('Space', this.random.pick(ARROWS), this.random.pick(ARROWS), 'Space')
  }

  private async finish() {
    if (!(await this.focusAny())) return false
    await this.press(this.random.pick(['w', 'l']))
  }

  private async drag() {
    const any = async (selector: string, share = 0.5) => {
      const all = this.page.locator(selector)
      const box = await all.nth(Math.floor(this.random.next() * (await all.count()))).boundingBox()
      return box && { x: box.x + box.width / 2, y: box.y + box.height * share }
    }
    const from = await any('main [id^="deal-"]')
    const to = await any('main [data-stage]', this.random.next())
    // What was picked may be gone by now, by the other's hand.
    if (!from || !to) return false
    const { mouse } = this.page
    await mouse.move(from.x, from.y)
    await mouse.down()
    await mouse.move(from.x + 8, from.y + 8, { steps: 2 })
    await mouse.move(to.x, to.y, { steps: 3 })
    await mouse.up()
  }

  private async choose(item: (items: string[]) => string) {
    if (!(await this.focusAny())) return false
    await this.press('m')
    const menu = this.page.getByRole('menu', { name: /^Move or edit/ })
    await menu.waitFor()
    const items = await menu.locator('[role=menuitem]:enabled').allInnerTexts()
    await menu.getByRole('menuitem', { name: item(items), exact: true }).click()
  }

  private menu = () =>
    this.choose((items) => this.random.pick(items.filter((item) => !/Edit|Delete/.test(item)).map(plain)))

  private async remove() {
    if ((await this.choose(() => 'Delete…')) === false) return false
    await this.page.getByRole('button', { name: 'Delete deal' }).click()
    await expect(this.page.getByRole('alertdialog'))
      .toHaveCount(0, { timeout: PATIENCE })
      .catch(() => {})
  }

  private async add() {
    await this.focusAny()
    await this.press('n')
    const title = this.page.getByRole('textbox', { name: 'Title' })
    await title.fill(`${this.name} ${++this.count}`)
    await this.press('Enter', 'Escape')
  }

  private async edit() {
    if (!(await this.focusAny())) return false
    await this.press('e')
    await this.page
      .getByRole('dialog')
      .getByLabel('Amount')
      .fill(String(1000 + ++this.count))
    await this.press('Tab')
  }

  /** Selects a few and does something with all of them. */
  private async several() {
    if (!(await this.focusAny())) return false
    await this.press('x', 'Shift+ArrowDown')
    if (this.random.next() < 0.5) await this.press('Shift+ArrowDown')
    const how = this.random.pick(['w', 'Alt+ArrowRight', 'Alt+ArrowLeft', 'assign', 'delete'])
    if (how === 'assign') {
      await this.page.getByRole('button', { name: 'Assign…' }).click()
      await this.page
        .getByRole('menuitem')
        .nth(this.random.next() < 0.3 ? 0 : 1)
        .click()
    } else if (how === 'delete') {
      if (this.random.next() < 0.5) return false
      await this.press('Delete')
      await this.page.getByRole('button', { name: /^Delete (deal|\d)/ }).click()
    } else await this.press(how)
    await this.press('Escape')
  }

  /** Edits a cell of the table. */
  private async cell() {
    await this.page.getByRole('link', { name: 'Table', exact: true }).click()
    const cells = this.page.getByRole('grid').locator('td[data-column=amount], td[data-column=title]')
    const cell = cells.nth(Math.floor(this.random.next() * (await cells.count())))
    await cell.dblclick()
    await cell.locator('input').fill(String(2000 + ++this.count))
    await this.press('Enter')
    await this.page.getByRole('link', { name: 'Board', exact: true }).click()
  }

  private undo = () => this.press('Control+z')

  private redo = () => this.press('Control+Shift+Z')

  /** Looks for some of the deals only, or for all. */
  private async find() {
    const search = this.page.getByRole('searchbox', { name: 'Search deals' })
    await search.fill(this.random.pick(['', '', 'a', 'ce']))
    await search.press('Escape')
  }

  private async lanes() {
    if (!this.isOnline()) return false
    const isInLanes = this.page.url().includes('lanes=')
    await this.page.goto(isInLanes ? this.path : `${this.path}?lanes=owner`, { timeout: 10_000 })
  }

  private async close() {
    if (!this.isOnline()) return false
    this.board = await this.openAnew(this.board)
    this.page.setDefaultTimeout(PATIENCE)
  }

  private async retry() {
    const again = this.page.getByRole('button', { name: 'Try again' }).first()
    if (!(await again.count())) return false
    await again.click()
  }

  private filter = () => this.press('q')

  private async collapse() {
    const stage = this.page.locator('main [data-stage]').first()
    const strip = stage.getByRole('button', { expanded: false }).first()
    if ((await stage.locator('header').count()) === 0) return strip.click()
    await stage.getByRole('button', { name: /^Stage / }).click()
    await this.page.getByRole('menuitem', { name: 'Collapse' }).click()
  }

  private async reload() {
    if (!this.isOnline()) return false
    await this.page.reload({ timeout: 10_000 })
  }

  /** Takes filters, lanes and folds away. */
  async showAll() {
    await this.page.goto(this.path, { timeout: 15_000 })
    const all = this.page.getByRole('button', { name: 'Show all deals' })
    if (await all.count()) await all.click()
    await expect(all).toHaveCount(0)
    const folded = this.page.locator('main [data-stage]:not(:has(header)) button')
    // A fold is shown a moment after the press, and another press meanwhile would miss it.
    await expect(async () => {
      if (await folded.count()) await folded.first().click({ timeout: 500 })
      expect(await folded.count()).toBe(0)
    }).toPass()
  }
}

const plain = (item: string) => item.split('\n')[0]!.trim()
