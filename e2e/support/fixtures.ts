import { type APIRequestContext, test as base, expect, type Page } from '@playwright/test'

export const password = 'penstock-demo'
export const emails = {
  admin: 'admin@demo.example',
  rep: 'rep@demo.example',
  viewer: 'viewer@demo.example',
  stranger: 'admin@other.example',
}
export type Role = keyof typeof emails

/** Signs the page's browser in without going through the form. */
export async function login(page: Page, role: Role) {
  const { csrfToken } = await (await page.request.get('/api/auth/csrf')).json()
  const form = { csrfToken, email: emails[role], password, json: 'true' }
  const answer = await page.request.post('/api/auth/callback/credentials', { form })
  expect(answer.ok(), `sign-in of ${role}: ${answer.status()}`).toBe(true)
}

/** A key that comes before the page's scripts is nobody's: pressed until it is heard. */
export async function openPalette(page: Page) {
  const palette = page.getByRole('dialog', { name: 'Find or do' })
  await expect(async () => {
    if (!(await palette.isVisible())) await page.keyboard.press('Control+k')
    await expect(palette).toBeVisible({ timeout: 2_000 })
  }).toPass()
  return palette
}

type Call = <T>(method: string, path: string, body?: object) => Promise<T>

export type SeededPipeline = {
  id: string
  name: string
  version: number
  stages: { id: string; name: string }[]
}

type Fixtures = {
  /** The header by which a member calls the API. */
  bearerOf: (role: Role) => Promise<Record<string, string>>
  /** Calls the API as a member, with a bearer token. */
  api: (role: Role) => Promise<Call>
  /** A pipeline of its own for one test, with stages Lead, Offer, Won and Lost; two deals are in Lead, one is in Offer. */
  pipeline: SeededPipeline
}

export const test = base.extend<Fixtures>({
  bearerOf: async ({ request }, use) => use((role) => bearerFor(request, role)),
  api: async ({ request }, use) => use((role) => callerFor(request, role)),
  pipeline: async ({ api }, use) => {
    const call = await api('admin')
    const name = uniqueName('Journey')
    const stages = ['Lead', 'Offer', 'Won', 'Lost'].map((stage) => ({ name: stage }))
    const pipeline = await call<SeededPipeline>('POST', '/api/pipelines', { name, currency: 'EUR', stages })
    const [lead, offer] = pipeline.stages
    for (const [title, stage] of [
      ['Birch', lead],
      ['Acme', lead],
      ['Dune', offer],
    ] as const)
      await call('POST', '/api/deals', { title, stageId: stage!.id, amount: 1200.5 })
    await use(pipeline)
  },
})

/** A worker signs each role in once. */
const bearers = new Map<Role, ReturnType<typeof signIn>>()

function bearerFor(request: APIRequestContext, role: Role) {
  const bearer = bearers.get(role) ?? signIn(request, role)
  bearers.set(role, bearer)
  return bearer
}

async function signIn(request: APIRequestContext, role: Role) {
  const answer = await request.post('/api/auth/login', { data: { email: emails[role], password } })
  expect(answer.ok(), `sign-in of ${role}: ${answer.status()} ${await answer.text()}`).toBe(true)
  return { authorization: `Bearer ${(await answer.json()).token}` }
}

async function callerFor(request: APIRequestContext, role: Role): Promise<Call> {
  const headers = await bearerFor(request, role)
  return async (method, path, body) => {
    const response = await request.fetch(path, { method, data: body, headers })
    expect(response.ok(), `${method} ${path}: ${response.status()}`).toBe(true)
    return response.status() === 204 ? undefined : response.json()
  }
}

export const uniqueName = (word: string) => `${word} ${crypto.randomUUID().slice(0, 8)}`

export { expect }
