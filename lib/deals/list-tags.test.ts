import { expect, test } from 'vitest'
import { newPipeline, newTenant } from '../testing/tenants'
import { createDeal, updateDeal } from './commands'
import { listDeals, listTags } from './queries'
import { DealChanges, DealQuery, NewDeal } from './schema'

test('tags of the tenant are listed, the most used first', async () => {
  const { ADMIN: admin } = await newTenant('ADMIN')
  const { ADMIN: stranger } = await newTenant('ADMIN')
  const { open } = await newPipeline(admin)
  const { id } = await createDeal(admin, { title: 'One', stageId: open, tags: ['Upsell', '100%'] })
  await createDeal(admin, { title: 'Two', stageId: open, tags: ['Upsell'] })
  expect(await listTags(admin, { take: 20 })).toEqual({
    items: [
      { tag: 'Upsell', deals: 2 },
      { tag: '100%', deals: 1 },
    ],
  })
  expect((await listTags(admin, { q: '0%', take: 20 })).items).toEqual([{ tag: '100%', deals: 1 }])
  expect((await listTags(stranger, { take: 20 })).items).toEqual([])
  await updateDeal(admin, id, { tags: [] })
  expect((await listTags(admin, { take: 20 })).items).toEqual([{ tag: 'Upsell', deals: 1 }])
})

test('spellings of a tag are one in the list and in the filter', async () => {
  const { ADMIN: admin } = await newTenant('ADMIN')
  const { open } = await newPipeline(admin)
  const spellings = ['Renewal', 'RENEWAL', 'renewal', 'Renewal', 'Rénewal', 'Renewals']
  for (const tag of spellings) await createDeal(admin, { title: tag, stageId: open, tags: [tag] })
  expect(await listTags(admin, { q: 'NEWÁL', take: 20 })).toEqual({
    items: [
      { tag: 'Renewal', deals: 5 },
      { tag: 'Renewals', deals: 1 },
    ],
  })
  const { items } = await listDeals(admin, DealQuery.parse({ tags: ['reNEWal'] }))
  expect(items.map(({ title }) => title)).toEqual(spellings.slice(0, 5))
})

test('each tag is kept once, whatever its case and the space around it', () => {
  const { tags } = NewDeal.parse({
    title: 'One',
    stageId: '0197c6d0-0000-7000-8000-000000000000',
    tags: [' Upsell', 'EMEA', 'upsell'],
  })
  expect(tags).toEqual(['Upsell', 'EMEA'])
})

test.each([[['a,b']], [['']], [['x'.repeat(41)]], [Array.from({ length: 21 }, (_, i) => `t${i}`)], ['Upsell'], [null]])(
  'tags %j are refused',
  (tags) => expect(DealChanges.safeParse({ tags }).success).toBe(false),
)
