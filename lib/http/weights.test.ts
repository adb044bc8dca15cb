import { expect, test } from 'vitest'
import { DealQuery } from '../deals/schema'
import { weightOfList } from './weights'

const weigh = (query: Record<string, unknown>, answer?: Parameters<typeof weightOfList>[1]) =>
  weightOfList({ query: DealQuery.parse(query) }, answer)

test.each<[Record<string, unknown>, number]>([
  [{ take: '50' }, 0],
  [{ take: '50', where: { stageId: crypto.randomUUID(), organizationId: crypto.randomUUID() } }, 0],
  [{ take: '50', order: { createdAt: 'ASC' } }, 0],
  [{ take: '50', order: { title: 'ASC' } }, 1],
  [{ take: '50', where: { title: 'A' } }, 1],
  [{ take: '50', search: 'acme' }, 2],
  [{}, 10],
  [{ take: '1000', relations: ['client'] }, 20],
])('a list of %j weighs %i', (query, units) => expect(weigh(query)).toBe(units))

test('rows that are passed over weigh as far as there are any', () => {
  const far = { take: '1', skip: '90000000' }
  expect(weigh(far)).toBe(10)
  expect(weigh(far, { items: [], total: 25_000 })).toBe(2)
})
