import { expect, test } from 'vitest'
import { createContact } from '../contacts/commands'
import { createDeal } from '../deals/commands'
import { newPipeline, newTenant } from '../testing/tenants'
import { search } from './queries'

test('finds what is called so in the own tenant, and hides contacts from those who may not see them', async () => {
  const { ADMIN: admin } = await newTenant('ADMIN')
  const { ADMIN: stranger } = await newTenant('ADMIN')
  const { pipeline, open } = await newPipeline(admin)
  const acme = await createContact(admin, { name: 'Acme 100%' })
  const { id } = await createDeal(admin, { title: 'Hall lights', stageId: open, clientId: acme.id })
  const deal = { id, title: 'Hall lights', pipelineId: pipeline.id, stageName: 'Open', clientName: 'Acme 100%' }

  expect(await search(admin, { q: 'acme' })).toEqual({
    pipelines: [],
    deals: [deal],
    contacts: [{ id: acme.id, name: 'Acme 100%' }],
  })
  expect((await search(admin, { q: 'lights  HALL' })).deals).toEqual([deal])
  expect(await search(admin, { q: 'sal' })).toMatchObject({ pipelines: [{ id: pipeline.id }], deals: [] })
  expect(await search(admin, { q: '' })).toMatchObject({ pipelines: [{ id: pipeline.id }], deals: [], contacts: [] })
  const nothing = { pipelines: [], deals: [], contacts: [] }
  expect(await search(stranger, { q: 'a' })).toEqual(nothing)
  const blind = { ...admin, permissions: new Set([...admin.permissions].filter((it) => it !== 'ORG_CONTACT_VIEW')) }
  expect(await search(blind, { q: 'acme' })).toEqual(nothing)
  expect((await search(blind, { q: 'hall' })).deals).toEqual([{ ...deal, clientName: null }])
})

test.each([
  ['muller', 'Müller & Söhne', true],
  ['MÜLLER', 'Muller and sons', true],
  ['sohne', 'Mu\u0308ller & So\u0308hne', true],
  ['söhne', 'Mu\u0308ller & So\u0308hne', true],
  ['zażółć', 'ZAŻÓŁĆ', true],
  ['مرحبا', 'مرحبا بالعالم', true],
  ['cafés', 'Café', false],
  ['\u0301', 'Acme', false],
])('%s among %s: %s', async (q, title, isFound) => {
  const { ADMIN: admin } = await newTenant('ADMIN')
  const { open } = await newPipeline(admin)
  await createDeal(admin, { title, stageId: open })
  expect((await search(admin, { q })).deals).toHaveLength(isFound ? 1 : 0)
})
