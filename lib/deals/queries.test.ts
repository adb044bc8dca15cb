import { expect, test } from 'vitest'
import { actAs } from '../auth/require-actor'
import { unpack } from '../board/board-format'
import { getBoard } from '../board/get-board'
import { createContact } from '../contacts/commands'
import { setRolePermissions } from '../roles/commands'
import { listRoles } from '../roles/queries'
import { newPipeline, newTenant } from '../testing/tenants'
import { createDeal } from './commands'
import { countDeals, getDeal } from './queries'

test('a client shows only to those who may see contacts', async () => {
  const { ADMIN: admin, VIEWER: viewer } = await newTenant('ADMIN', 'VIEWER')
  const { pipeline, open } = await newPipeline(admin)
  const client = await createContact(admin, { name: 'Acme', notes: 'canary' })
  const { id } = await createDeal(admin, { title: 'Deal', stageId: open, clientId: client.id })
  expect((await getDeal(viewer, id, { relations: new Set(['client']) })).client).toMatchObject({ notes: 'canary' })

  const role = (await listRoles(admin)).find(({ name }) => name === 'VIEWER')!
  await setRolePermissions(admin, role.id, { permissions: ['VIEW_SALES_PIPELINES'] })
  const restricted = await actAs(viewer.tenantId, viewer.userId, 'api')
  expect(await getDeal(restricted, id, { relations: new Set(['client']) })).toMatchObject({
    client: null,
    clientId: client.id,
  })
  const board = unpack(await getBoard(restricted, pipeline.id))
  expect(board.columns[open]!.items).toMatchObject([{ id, clientName: null }])
})

test('every word of a search counts, however many', async () => {
  const { ADMIN: admin } = await newTenant('ADMIN')
  const { open } = await newPipeline(admin)
  await createDeal(admin, { title: 'a b c d e f g h', stageId: open })
  expect(await countDeals(admin, [{ q: 'h g f e d c b a' }])).toBe(1)
  expect(await countDeals(admin, [{ q: 'a b c d e f g h nowhere' }])).toBe(0)
})
