import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import type { User } from '@/lib/users/schema'
import { type BoardPage, expect, type Sales, test } from '../support/board-page'
import { uniqueName } from '../support/fixtures'

const content = { Lead: ['Acme', 'Birch'], Offer: ['Cedar'], Won: [] }

/** Boards of one browser each, which show the same deals in another way. */
async function inEveryLayout(boardOf: (role: 'rep') => Promise<BoardPage>, sales: Sales, queries: string[]) {
  const boards = await Promise.all(queries.map(() => boardOf('rep')))
  for (const [i, board] of boards.entries()) await board.open(sales, queries[i])
  return boards
}

test('a stage that is renamed and limited elsewhere is so on open boards', async ({ seed, boardOf, api }) => {
  const sales = await seed(content)
  const [columns, lanes, table, panel] = await inEveryLayout(boardOf, sales, [
    '',
    '?lanes=owner',
    '?view=table',
    `?deal=${sales.idOf('Acme')}`,
  ])
  const stage = panel!.page.getByRole('dialog').getByLabel('Stage', { exact: true })
  await expect(stage).toBeVisible()
  const call = await api('rep')
  await call('PUT', `/api/pipelines/${sales.id}`, {
    name: 'Renamed board',
    stages: ['Lead', 'Offer', 'Won'].map((name) => ({
      id: sales.stageId(name),
      name: name === 'Lead' ? 'Fresh' : name,
      ...(name === 'Lead' && { wipLimit: 1 }),
    })),
  })
  await columns!.expectCards('Fresh', content.Lead)
  await expect(columns!.column('Fresh')).toContainText('2 of 1')
  await expect(columns!.page.getByRole('heading', { name: 'Renamed board', level: 1 })).toBeVisible()
  await expect(lanes!.page.getByRole('list', { name: /^Deals in Fresh,/ })).toBeVisible()
  await expect(table!.page.getByRole('row', { name: 'Acme' })).toContainText('Fresh')
  await expect(stage.locator('option:checked')).toHaveText('Fresh')
})

test('a client that is renamed elsewhere has its new name on open boards', async ({ seed, boardOf, api }) => {
  const sales = await seed(content)
  const call = await api('rep')
  const [before, after] = [uniqueName('Before'), uniqueName('After')]
  const client = await call<{ id: string }>('POST', '/api/organization-contact', { name: before })
  for (const title of ['Acme', 'Cedar']) await sales.change(title, { clientId: client.id })
  const [columns, lanes, table, panel, filtered, searched] = await inEveryLayout(boardOf, sales, [
    '',
    '?lanes=client',
    '?view=table',
    `?deal=${sales.idOf('Acme')}`,
    `?client=${client.id}`,
    `?q=${after.replace(' ', '+')}`,
  ])
  const shown = [
    columns!.column('Lead').getByText(after),
    lanes!.page.getByRole('button', { name: new RegExp(`^${after} 2 deals`) }),
    table!.page.getByRole('row', { name: 'Acme' }).getByText(after),
    panel!.column('Lead').getByText(after),
    filtered!.page.getByRole('list', { name: 'Filters' }).getByText(after),
    searched!.card('Acme'),
  ]
  await expect(panel!.page.getByLabel('Client')).toHaveValue(before)
  await expect(lanes!.page.getByRole('button', { name: new RegExp(`^${before} 2 deals`) })).toBeVisible()
  for (const each of shown) await expect(each).toHaveCount(0)
  await call('PUT', `/api/organization-contact/${client.id}`, { name: after })
  for (const each of shown) await expect(each).toBeVisible()
  await expect(panel!.page.getByLabel('Client')).toHaveValue(after)

  await call('DELETE', `/api/organization-contact/${client.id}`)
  for (const each of shown.slice(0, 4)) await expect(each).toHaveCount(0)
  await expect(panel!.page.getByLabel('Client')).toHaveValue('')
  await expect(searched!.card('Acme')).toHaveCount(0)
})

test('a member who comes, is renamed and goes does so on open boards', async ({ seed, boardOf, api }) => {
  const call = await api('admin')
  const { tenantId, defaultOrganizationId, role } = await call<User>('GET', '/api/user/me')
  const sql = postgres(process.env.DATABASE_URL!, { max: 1 })
  const id = randomUUID()
  const log = (action: string) =>
    sql`insert into changes (tenant_id, via, entity, entity_id, action, version)
      values (${tenantId}, 'system', 'membership', ${id}, ${action}, 1)`
  const [before, after] = [uniqueName('Before'), uniqueName('After')]
  const sales = await seed(content)
  const [columns, lanes, table, panel] = await inEveryLayout(boardOf, sales, [
    '',
    '?lanes=owner',
    '?view=table&sort=owner',
    `?deal=${sales.idOf('Acme')}`,
  ])
  const owner = panel!.page.getByRole('dialog').getByLabel('Owner')
  await expect(owner).toBeVisible()
  await sql`insert into users (id, email, first_name, password_hash) values (${id}, ${`${id}@test.example`}, ${before}, '')`
  await sql`insert into memberships (tenant_id, user_id, role_id, default_organization_id)
    select ${tenantId}, ${id}, id, ${defaultOrganizationId} from roles where tenant_id = ${tenantId} and name = ${role.name}`
  await log('created')
  await expect(owner.getByRole('option', { name: before })).toHaveCount(1, { timeout: 10_000 })
  await sales.change('Acme', { ownerId: id })

  const shown = (name: string) => [
    columns!.column('Lead').getByRole('img', { name }),
    lanes!.page.getByRole('button', { name: new RegExp(`^${name} 1 deal`) }),
    table!.page.getByRole('row', { name: 'Acme' }).getByText(name),
    panel!.column('Lead').getByRole('img', { name }),
  ]
  for (const each of shown(before)) await expect(each).toBeVisible()
  await sql`update users set first_name = ${after} where id = ${id}`
  await log('updated')
  for (const each of shown(after)) await expect(each).toBeVisible({ timeout: 10_000 })
  await expect(owner.locator('option:checked')).toHaveText(after)

  await sales.change('Acme', { ownerId: null })
  await sql`delete from memberships where user_id = ${id}`
  await log('deleted')
  await expect(owner.getByRole('option', { name: after })).toHaveCount(0, { timeout: 10_000 })
  await sql.end()
})
