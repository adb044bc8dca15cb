import type { Browser, BrowserContext, Locator, Page } from '@playwright/test'
import { test as base, expect, login, type Role, type SeededPipeline, uniqueName } from './fixtures'

type Call = <T>(method: string, path: string, body?: object) => Promise<T>
type Deal = { id: string }
/** Titles by stage, from top to bottom. */
type Content = Record<string, string[]>

type StoredDeal = { id: string; stageId: string; amount: number | null }
/** What a column says of itself; `sum` to the cent, and the ids of its deals from top to bottom. */
type Column = { stage: string; count: number; sum: string; deals: string[] }

type Point = { x: number; y: number }

const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' })

/** A pipeline of its own for one test. */
export class Sales {
  private constructor(
    readonly id: string,
    private readonly stages: SeededPipeline['stages'],
    private readonly call: Call,
  ) {}

  private readonly deals = new Map<string, Deal>()

  static async seed(call: Call, content: Content) {
    const stages = Object.keys(content).map((name) => ({ name }))
    const body = { name: uniqueName('Board'), currency: 'USD', stages }
    const pipeline = await call<SeededPipeline>('POST', '/api/pipelines', body)
    const sales = new Sales(pipeline.id, pipeline.stages, call)
    // A new deal comes on top: the last one first.
    for (const [stage, titles] of Object.entries(content))
      for (const title of titles.toReversed()) sales.deals.set(title, await sales.add(stage, title))
    return sales
  }

  private add(stage: string, title: string) {
    return this.call<Deal>('POST', '/api/deals', { title, stageId: this.stageId(stage), amount: 1000 })
  }

  /** Puts many deals on top of a stage, in any order. */
  async fill(stage: string, count: number) {
    const batch = 20
    for (let from = 0; from < count; from += batch)
      await Promise.all(
        Array.from({ length: Math.min(batch, count - from) }, (_, i) => this.add(stage, `Deal ${from + i}`)),
      )
  }

  /** What a stage asks of the deals that come into it. */
  rule = (stage: string, rules: object) =>
    this.call('PUT', `/api/pipelines/${this.id}`, {
      stages: this.stages.map(({ id, name }) => ({ id, name, ...(name === stage && rules) })),
    })

  read = (title: string) => this.call<Record<string, unknown>>('GET', `/api/deals/${this.deals.get(title)!.id}`)
  /** The columns as the database has them. */
  async stored(): Promise<Column[]> {
    const { stages } = await this.call<SeededPipeline>('GET', `/api/pipelines/${this.id}`)
    const { items } = await this.call<{ items: StoredDeal[] }>('GET', `/api/pipelines/${this.id}/deals`)
    return stages.map(({ id, name }) => {
      const deals = items.filter(({ stageId }) => stageId === id)
      const sum = deals.reduce((total, { amount }) => total + (amount ?? 0), 0)
      return {
        stage: name,
        count: deals.length,
        sum: sum ? dollars.format(sum) : '',
        deals: deals.map((deal) => deal.id),
      }
    })
  }

  idOf = (title: string) => this.deals.get(title)!.id

  stageId = (name: string) => this.stages.find((stage) => stage.name === name)!.id

  remove = (title: string) => this.call('DELETE', `/api/deals/${this.idOf(title)}`)

  /** Deals that are in it go to the first one. */
  async removeStage(name: string) {
    const stages = this.stages.filter((stage) => stage.name !== name)
    await this.call('PUT', `/api/pipelines/${this.id}`, { stages, moveDealsTo: stages[0]!.id })
  }

  /** Changes a deal behind the board's back. */
  change = (title: string, fields: object) => this.call('PUT', `/api/deals/${this.idOf(title)}`, fields)
}

type Fixtures = {
  seed: (content: Content) => Promise<Sales>
  /** A board in a browser of its own, of a member who is signed in. */
  boardOf: (role: Role, options?: Parameters<Browser['newContext']>[0]) => Promise<BoardPage>
}

export const test = base.extend<Fixtures>({
  seed: async ({ api }, use) => {
    const call = await api('rep')
    await use((content) => Sales.seed(call, content))
  },
  boardOf: async ({ browser, baseURL, contextOptions }, use) => {
    const opened: BrowserContext[] = []
    await use(async (role, options) => {
      const viewport = { width: 1280, height: 800 }
      const context = await browser.newContext({ baseURL, viewport, ...contextOptions, ...options })
      opened.push(context)
      const page = await context.newPage()
      await login(page, role)
      return new BoardPage(page)
    })
    for (const context of opened) await context.close()
  },
})

/** The board as somebody sees it. */
export class BoardPage {
  constructor(readonly page: Page) {}

  async open({ id }: Sales, query = '') {
    const live = this.page.waitForResponse((answer) => answer.url().includes('/api/changes/stream'))
    await this.page.goto(`/pipelines/${id}${query}`)
    await live
  }

  column = (name: string) => this.page.getByRole('region', { name })
  cards = (stage: string) => this.column(stage).getByRole('listitem')
  card = (title: string) => this.page.getByRole('main').getByRole('link', { name: title })
  said = () => this.page.getByRole('status')
  menuOf = (title: string) => this.page.getByRole('button', { name: `Move or edit ${title}` })

  /** Exactly these deals in this order. */
  async expectCards(stage: string, titles: string[]) {
    await expect(this.cards(stage)).toContainText(titles)
    await expect(this.cards(stage)).toHaveCount(titles.length)
    await expect(this.column(stage).getByRole('heading')).toContainText(`${stage}${titles.length}`)
  }

  /** The columns as they can be read, those of deals below the window's edge left out. */
  shown = (): Promise<Column[]> =>
    this.page.locator('main [data-stage]').evaluateAll((columns) =>
      columns.map((column) => {
        const textOf = (selector: string) => column.querySelector(selector)?.firstChild?.textContent ?? ''
        return {
          stage: textOf('h2 [dir=auto]'),
          count: Number(textOf('h2 .tabular-nums').replaceAll(',', '')),
          sum: column.querySelector('header p [title]')?.getAttribute('title')?.split('\n')[0] ?? '',
          deals: [...column.querySelectorAll('[id^="deal-"]')].map(({ id }) => id.slice('deal-'.length)),
        }
      }),
    )

  /** Waits until it shows what the database has. */
  expectAsStored = (sales: Sales) =>
    expect(async () => expect(await this.shown()).toEqual(await sales.stored())).toPass({ timeout: 10_000 })

  saved = () => this.page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.ok())

  /** Real touches of the screen; each call tells where the fingers are. */
  async fingers() {
    const cdp = await this.page.context().newCDPSession(this.page)
    return (type: 'touchStart' | 'touchMove' | 'touchEnd' | 'touchCancel', ...touchPoints: Point[]) =>
      cdp.send('Input.dispatchTouchEvent', { type, touchPoints })
  }

  /** Presses on a deal and lets go over another place, a share of that element's height from its top. */
  async drag(title: string, onto: Locator, share: number) {
    const from = await middle(this.card(title))
    const { mouse } = this.page
    await mouse.move(from.x, from.y)
    await mouse.down()
    await mouse.move(from.x + 8, from.y + 8, { steps: 2 })
    const to = await middle(onto, share)
    await mouse.move(to.x, to.y, { steps: 8 })
    await mouse.move(to.x + 1, to.y)
    await mouse.up()
  }
}

/** A point in the middle of an element; one that was drawn anew a moment ago has no box until it is laid out. */
export async function middle(locator: Locator, share = 0.5) {
  let box: Awaited<ReturnType<Locator['boundingBox']>> = null
  await expect(async () => {
    box = await locator.boundingBox()
    expect(box).not.toBeNull()
  }).toPass({ timeout: 5_000 })
  const { x, y, width, height } = box!
  return { x: x + width / 2, y: y + height * share }
}

export { expect }
