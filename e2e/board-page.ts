import type { Browser, BrowserContext, Locator, Page } from '@playwright/test'
import { test as base, expect, login, type Role, type SeededPipeline, uniqueName } from './fixtures'

type Call = <T>(method: string, path: string, body?: object) => Promise<T>
type Deal = { id: string }
/** Titles by stage, from top to bottom. */
type Content = Record<string, string[]>

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
    const { id: stageId } = this.stages.find(({ name }) => name === stage)!
    return this.call<Deal>('POST', '/api/deals', { title, stageId, amount: 1000 })
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

  /** Changes a deal behind the board's back. */
  change = (title: string, fields: object) => this.call('PUT', `/api/deals/${this.deals.get(title)!.id}`, fields)
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

  async open({ id }: Sales) {
    const live = this.page.waitForResponse((answer) => answer.url().includes('/api/changes/stream'))
    await this.page.goto(`/pipelines/${id}`)
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

  saved = () => this.page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.ok())

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

export async function middle(locator: Locator, share = 0.5) {
  const box = (await locator.boundingBox())!
  return { x: box.x + box.width / 2, y: box.y + box.height * share }
}

export { expect }
