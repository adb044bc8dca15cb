import type { BrowserContext, Request, Route } from '@playwright/test'
import type { Random } from './random'

const WEATHER = { fine: 12, slow: 2, lost: 3, failing: 1, cut: 1, deaf: 1, offline: 1 }
export type Weather = keyof typeof WEATHER

/** A write that a browser was told has been made. */
export type Acknowledged = { method: string; id: string; version: number }

/** What stands between a browser and the server, changing at random. */
export class BadNetwork {
  weather: Weather = 'fine'
  readonly acknowledged: Acknowledged[] = []
  private writes = 0

  private constructor(
    private readonly context: BrowserContext,
    private readonly random: Random,
    /** The answer of each of so many writes gets lost; of none when it is 0. */
    private readonly losesEach: number,
  ) {}

  static async before(context: BrowserContext, random: Random, losesEach: number) {
    const network = new BadNetwork(context, random, losesEach)
    await context.route('**/api/{deals,pipelines,changes}/**', (route) => network.pass(route).catch(() => {}))
    await context.route('**/api/deals', (route) => network.pass(route).catch(() => {}))
    context.on('requestfinished', (request) => network.note(request))
    return network
  }

  change = () => this.become(this.random.weighted(WEATHER))

  async become(weather: Weather) {
    this.weather = weather
    // Going offline for a moment ends the stream that is open.
    await this.context.setOffline(weather === 'offline' || weather === 'deaf')
    if (weather === 'deaf') await this.context.setOffline(false)
  }

  private async pass(route: Route) {
    const isRead = route.request().method() === 'GET'
    const isStream = route.request().url().includes('/changes/stream')
    if (isStream) return this.weather === 'deaf' ? route.abort() : route.continue()
    if (this.weather === 'slow') await new Promise((resolve) => setTimeout(resolve, 3000 * this.random.next()))
    if (this.weather === 'cut') return route.abort('connectionreset')
    if (this.weather === 'failing') return route.fulfill({ status: 500, json: { status: 500 } })
    const isLost = this.weather === 'lost' || (this.losesEach && !isRead && ++this.writes % this.losesEach === 0)
    if (!isLost || isRead) return route.continue()
    await route.fetch()
    await route.abort('connectionreset')
  }

  private async note(request: Request) {
    const method = request.method()
    const path = new URL(request.url()).pathname
    if (method === 'GET' || !path.startsWith('/api/deals')) return
    // A page that was closed meanwhile was told nothing.
    const answer = await request.response().catch(() => null)
    if (!answer?.ok()) return
    const seen = Number(request.headers()['if-match']?.replaceAll('"', ''))
    const body = answer.status() === 204 ? undefined : await answer.json().catch(() => undefined)
    const { delete: isDeletion } = request.postDataJSON() ?? {}
    // Without a difference nothing is written.
    for (const { id, version } of dealsIn(body))
      if (version !== seen) this.acknowledged.push({ method: isDeletion ? 'DELETE' : method, id, version })
    if (method === 'DELETE') this.acknowledged.push({ method, id: path.slice('/api/deals/'.length), version: seen })
  }
}

type Written = { id: string; version: number }

/** The deals that the answer of a write says it has written. */
function dealsIn(body: Written | { deal: Written | null } | { batchId: string | null; items: Written[] } | undefined) {
  if (!body) return []
  if ('items' in body) return body.batchId ? body.items : []
  const deal = 'deal' in body ? body.deal : body
  return deal ? [deal] : []
}
