import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { globalDb } from '@/db/client'
import { contacts } from '@/db/schema/contacts'
import { deals } from '@/db/schema/deals'
import type { Actor } from '../auth/actor'
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
    more: [],
  })
  expect((await search(admin, { q: 'lights  HALL' })).deals).toEqual([deal])
  expect(await search(admin, { q: 'sal' })).toMatchObject({ pipelines: [{ id: pipeline.id }], deals: [] })
  expect(await search(admin, { q: '' })).toMatchObject({ pipelines: [{ id: pipeline.id }], deals: [], contacts: [] })
  const nothing = { pipelines: [], deals: [], contacts: [], more: [] }
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
  ['lodz', 'Łódź', true],
  ['STRASSE', 'Hauptstraße 1', true],
  ['GROSSE', 'Der große Saal', true],
  ['osterbro', 'Østerbro', true],
  ['kizilay', 'KIZILAY', true],
  ['a b c d e f g h i j', 'a b c d e f g h i j', true],
  ['a b c d e f g h i j', 'a b c d e f g h i', false],
  ['cafés', 'Café', false],
  ['\u0301', 'Acme', false],
])('%s among %s: %s', async (q, title, isFound) => {
  const { ADMIN: admin } = await newTenant('ADMIN')
  const { open } = await newPipeline(admin)
  await createDeal(admin, { title, stageId: open })
  expect((await search(admin, { q })).deals).toHaveLength(isFound ? 1 : 0)
})

async function titled(...titles: string[]) {
  const { ADMIN: admin } = await newTenant('ADMIN')
  const { pipeline, open } = await newPipeline(admin)
  for (const title of titles) await createDeal(admin, { title, stageId: open })
  return { admin, pipelineId: pipeline.id }
}
const titlesOf = async (actor: Actor, q: string, pipelineId?: string) =>
  (await search(actor, { q, pipelineId })).deals.map(({ title }) => title)

test('whole words come before beginnings of words, these before the rest, and then the newest', async () => {
  const { admin } = await titled('Ware, old', 'Warehouse scanners', 'Donware', 'Used (ware)', 'Software', 'Hall')
  expect(await titlesOf(admin, 'wáre')).toEqual([
    'Used (ware)',
    'Ware, old',
    'Warehouse scanners',
    'Software',
    'Donware',
  ])
  expect(await titlesOf(admin, 'ware sc')).toEqual(['Warehouse scanners'])
})

test('deals of the board that one is on come before others that are called so as well', async () => {
  const { admin, pipelineId } = await titled('Ware here', 'Donware here')
  const other = await newPipeline(admin)
  for (const title of ['Ware there', 'Warehouse there']) await createDeal(admin, { title, stageId: other.open })
  const expected = ['Ware here', 'Ware there', 'Warehouse there', 'Donware here']
  expect(await titlesOf(admin, 'ware', pipelineId)).toEqual(expected)
  expect(await titlesOf(admin, 'ware')).toEqual(['Ware there', ...expected.toSpliced(1, 1)])
  await expect(titlesOf(admin, 'ware', randomUUID())).rejects.toMatchObject({ code: 'not_found' })
})

test('what is more than is shown is named', async () => {
  const { admin } = await titled(...'abcdefg'.split('').map((letter) => `Hall ${letter}`))
  expect(await search(admin, { q: 'hall' })).toMatchObject({ more: ['deals'] })
  expect(await search(admin, { q: 'hall g' })).toMatchObject({ more: [] })
  for (const name of '1234567') await createContact(admin, { name: `Hall ${name}` })
  expect(await search(admin, { q: 'hall' })).toMatchObject({ more: ['deals', 'contacts'] })
})

test('the best is found among more than can be ranked', async () => {
  const { admin, pipelineId } = await titled('One ware', 'Warehouse', 'Donware')
  const other = await newPipeline(admin)
  const [kind] = await globalDb().select().from(deals).where(eq(deals.pipelineId, pipelineId)).limit(1)
  const many = Array.from({ length: 110 }, (_, i) => ({
    ...kind!,
    ...{ id: randomUUID(), title: `Software ${i}`, pipelineId: other.pipeline.id, stageId: other.open },
    ...{ createdAt: '2040-01-01T00:00:00.000Z' },
  }))
  await globalDb().insert(deals).values(many)
  const found = await titlesOf(admin, 'ware', pipelineId)
  expect(found.slice(0, 3)).toEqual(['One ware', 'Warehouse', 'Donware'])
})

test('a deal is found by a name that more clients have than a search can name', async () => {
  const { ADMIN: admin } = await newTenant('ADMIN')
  const { open } = await newPipeline(admin)
  const { id } = await createContact(admin, { name: 'Multi' })
  const [multi] = await globalDb().select().from(contacts).where(eq(contacts.id, id))
  await globalDb()
    .insert(contacts)
    .values(Array.from({ length: 510 }, () => ({ ...multi!, id: randomUUID() })))
  await createDeal(admin, { title: 'Hall lights', stageId: open, clientId: id })
  await createDeal(admin, { title: 'Hall floor', stageId: open })
  expect(await titlesOf(admin, 'hall multi')).toEqual(['Hall lights'])
  expect(await titlesOf(admin, 'multi')).toEqual(['Hall lights'])
})
