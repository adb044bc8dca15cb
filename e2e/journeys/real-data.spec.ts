import { execFileSync } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import { parse } from 'csv-parse/sync'
import type { ColumnTotals } from '@/lib/board/schema'
import type { Contact } from '@/lib/contacts/schema'
import type { Deal } from '@/lib/deals/schema'
import type { Pipeline } from '@/lib/pipelines/schema'
import { BoardPage } from '../support/board-page'

type Row = Record<'opportunity_id' | 'product' | 'account' | 'deal_stage' | 'close_date' | 'close_value', string>

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = process.env.REAL_DATA_DIR || path.join(root, '../shared/data/crm-sales-opportunities')
const stages = ['Prospecting', 'Engaging', 'Won', 'Lost']
const IN_FLIGHT = 12
/** What the deal is worth that is won here: it makes the sum a round one. */
const LAST_SALE = 466

const read = <T>(file: string): T[] => parse(readFileSync(path.join(folder, file)), { columns: true, bom: true })

test('8,800 deals of a real sales team come in through the API, are shown, scrolled and dragged', async ({
  browser,
  baseURL,
}) => {
  test.skip(!existsSync(path.join(folder, 'sales_pipeline.csv')), `there is no data in ${folder}; set REAL_DATA_DIR`)
  test.skip(!process.env.DATABASE_URL, 'DATABASE_URL is needed to make a tenant')
  test.setTimeout(600_000)
  const account = newAccount()
  const call = await callerFor(baseURL!, account)

  const pipeline = await call<Pipeline>('POST', '/api/pipelines', {
    name: 'Hardware',
    stages: stages.map((name) => ({ name })),
  })
  expect(pipeline.stages.map(({ kind }) => kind)).toEqual(['open', 'open', 'won', 'lost'])
  const stageIds = new Map(pipeline.stages.map(({ name, id }) => [name, id]))
  const clientIds = new Map<string, string>()
  await inFlight(read<{ account: string }>('accounts.csv'), async ({ account: name }) => {
    const { id } = await call<Contact>('POST', '/api/organization-contact', { name, contactType: 'CUSTOMER' })
    clientIds.set(name, id)
  })
  expect(clientIds.size).toBe(85)

  const rows = read<Row>('sales_pipeline.csv')
  const begun = performance.now()
  await inFlight(rows, (row) => call<Deal>('POST', '/api/deals', dealOf(row, stageIds, clientIds)))
  const seconds = (performance.now() - begun) / 1000
  console.log(`${rows.length} deals in ${seconds.toFixed(1)} s, ${Math.round(rows.length / seconds)} a second`)

  const readTotals = async () => {
    const { items } = await call<{ items: ColumnTotals[] }>('GET', `/api/pipelines/${pipeline.id}/totals`)
    return items.map(({ stageId, count, sums }) => ({
      stageId,
      count,
      sums: sums.map(({ currency, amount }) => ({ currency, amount })),
    }))
  }
  const total = (name: string, count: number, amount?: string) => ({
    stageId: stageIds.get(name),
    count,
    sums: amount === undefined ? [] : [{ currency: 'USD', amount }],
  })
  expect(await readTotals()).toEqual([
    total('Prospecting', 500),
    total('Engaging', 1589),
    total('Won', 4238, '10005534.00'),
    total('Lost', 2473, '0.00'),
  ])
  expect(await call('GET', `/api/deals/count?where[pipelineId]=${pipeline.id}`)).toBe(8800)
  const dealAt = async (place: number) =>
    (await call<{ items: Deal[] }>('GET', `/api/pipelines/${pipeline.id}/deals?take=1&skip=${place}`)).items[0]!
  const [sold, last] = [await dealAt(500), await dealAt(500 + 1589 + 4238 - 1)]
  expect([sold.stageId, last.stageId]).toEqual([stageIds.get('Engaging'), stageIds.get('Won')])
  await call('PUT', `/api/deals/${sold.id}`, { amount: LAST_SALE })

  const context = await browser.newContext({ baseURL, viewport: { width: 1600, height: 900 } })
  const page = await context.newPage()
  const { csrfToken } = await (await page.request.get('/api/auth/csrf')).json()
  await page.request.post('/api/auth/callback/credentials', { form: { csrfToken, ...account, json: 'true' } })
  const board = new BoardPage(page)
  const expectTotals = async (stage: string, count: string, sum?: string) => {
    await expect(board.column(stage).getByRole('heading')).toContainText(`${stage}${count}`)
    if (sum) await expect(board.column(stage).getByTitle(sum).first()).toBeVisible()
  }
  await page.goto(`/pipelines/${pipeline.id}`)
  await expectTotals('Prospecting', '500')
  await expectTotals('Engaging', '1,589', '$466.00')
  await expectTotals('Won', '4,238', '$10,005,534.00')
  await expectTotals('Lost', '2,473')

  await board
    .column('Won')
    .getByRole('list')
    .hover({ position: { x: 100, y: 100 } })
  await expect(async () => {
    await page.mouse.wheel(0, 1_000_000)
    await expect(board.card(last.title)).toBeInViewport({ timeout: 500 })
  }).toPass({ timeout: 60_000 })
  await expect(board.column('Won').getByRole('listitem').last()).toHaveAttribute('aria-posinset', '4238')
  await expect(async () => {
    await page.mouse.wheel(0, -1_000_000)
    await expect(board.column('Won').getByRole('listitem').first()).toHaveAttribute('aria-posinset', '1', {
      timeout: 500,
    })
  }).toPass()

  const saved = board.saved()
  await board.drag(sold.title, board.column('Won').getByRole('listitem').first(), 0.1)
  await expectTotals('Won', '4,239', '$10,006,000.00')
  await saved
  await page.reload()
  await expectTotals('Engaging', '1,588')
  await expectTotals('Won', '4,239', '$10,006,000.00')
  await expect(board.column('Won').getByRole('listitem').first()).toContainText(sold.title)
  expect((await readTotals()).slice(1, 3)).toEqual([total('Engaging', 1588), total('Won', 4239, '10006000.00')])
  await context.close()
})

function dealOf(row: Row, stageIds: Map<string, string>, clientIds: Map<string, string>) {
  return {
    title: `${row.product} ${row.opportunity_id}`,
    stageId: stageIds.get(row.deal_stage),
    clientId: row.account ? clientIds.get(row.account) : undefined,
    amount: row.close_value || undefined,
    expectedCloseDate: row.close_date || undefined,
  }
}

/** A tenant of its own, so that the demo's boards stay as they are; made by a process that reads TypeScript as the product does. */
function newAccount() {
  const account = { email: `rep.${randomUUID()}@test.example`, password: randomUUID() }
  const tenant = { name: 'Real data', members: [{ ...account, firstName: 'Real', lastName: 'Rep', role: 'EMPLOYEE' }] }
  const script = `
    const { createTenant } = await import('./lib/tenants/commands.ts')
    await createTenant(JSON.parse(process.argv[1]))
    process.exit()`
  const args = ['--import', 'tsx', '--input-type=module', '-e', script, JSON.stringify(tenant)]
  const env = { NEXTAUTH_SECRET: randomBytes(32).toString('base64'), ...process.env }
  execFileSync(process.execPath, args, { cwd: root, env })
  return account
}

async function callerFor(baseURL: string, account: { email: string; password: string }) {
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  const call = async <T>(method: string, route: string, body?: object): Promise<T> => {
    const answer = await fetch(baseURL + route, { method, headers, ...(body && { body: JSON.stringify(body) }) })
    const text = await answer.text()
    expect(answer.ok, `${method} ${route}: ${answer.status} ${text}`).toBe(true)
    return JSON.parse(text)
  }
  const { token } = await call<{ token: string }>('POST', '/api/auth/login', account)
  headers.authorization = `Bearer ${token}`
  return call
}

/** Several at a time, each as soon as one before it is done. */
async function inFlight<T>(items: T[], work: (item: T) => Promise<unknown>) {
  const queue = items.values()
  const take = async () => {
    for (const item of queue) await work(item)
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, take))
}
