import { expect, test } from 'vitest'
import * as z from 'zod'
import { parse } from '../http/request'
import { parseQuery } from './grammar'
import { dealRelations } from './relations'
import { conjoin, match, queriesOf } from './schema'

const queries = queriesOf({
  noun: 'Thing',
  where: { q: match.words, name: match.text, size: match.integer(9), stage: z.strictObject({ id: match.text }) },
  order: ['name', 'stage.index'],
  relations: dealRelations,
  leftOut: ['tags'],
})
const read = (search: string) => parse(queries.list, parseQuery(`?${search}`))
const data = (json: object) => `data=${encodeURIComponent(JSON.stringify(json))}`

test.each([
  'relations[0]=stage.pipeline&relations[1]=owner',
  'relations[]=stage.pipeline&relations[]=owner&relations[]=tags',
  'relations=stage.pipeline,owner',
  'relations[stage.pipeline]=true&relations[owner]=true&relations[client]=false',
  'relations[stage][pipeline]=true&relations[owner]=true',
  'relations[0]=owner&relations[stage.pipeline]=true',
  data({ relations: ['stage.pipeline', 'owner'] }),
  data({ relations: { stage: { pipeline: true }, owner: true } }),
])('reads the relations of %s, and what they lead through', (search) =>
  expect([...read(search).relations].sort()).toEqual(['owner', 'stage', 'stage.pipeline']),
)

test.each([
  'relations=colour',
  'relations[colour]=true',
  'relations[owner]=maybe',
  'relations[stage][x]=true',
  'relations=',
])('refuses %s', (search) => expect(() => read(search)).toThrow(/^relations/))

test.each([
  ['name=a', [{ name: 'a' }]],
  ['where[name]=a&name=a', [{ name: 'a' }]],
  ['where[name]=a&size=2&search=b', [{ name: 'a', size: 2, q: 'b' }]],
  ['where[name]=a&name=b', [{ name: 'b' }, { name: 'a' }]],
  [
    `name=a&${data({ name: 'b', findInput: { name: 'c', size: 2 } })}`,
    [{ name: 'a', size: 2 }, { name: 'b' }, { name: 'c' }],
  ],
  ['stage[id]=x&where[stage][id]=x', [{ stage: { id: 'x' } }]],
  ['search=', []],
])('has all the conditions of %s', (search, where) => expect(read(search).where).toEqual(where))

test('keeps the order in which one orders', () => {
  expect(read('order[stage][index]=desc&order[name]=ASC').order).toEqual([
    ['stage.index', 'DESC'],
    ['name', 'ASC'],
  ])
  expect(() => read('order[stage][colour]=ASC')).toThrow('order.stage.colour')
})

test('refuses more words than a search can look for, by the name of the field', () => {
  const words = Array.from({ length: 20 }, (_, i) => `w${i}`)
  expect(read(`where[q]=${words.join('+')}+W1`).where).toEqual([{ q: `${words.join(' ')} W1` }])
  expect(() => read(`where[q]=${words.join('+')}+x`)).toThrow('where.q: must have at most 20 words')
})

test.each(['take=1&limit=2', 'skip=1&page=3'])('refuses %s, of which one would be lost', (search) =>
  expect(() => read(search)).toThrow('says something else'),
)

test('joins conditions without changing them', () => {
  const given = { a: 1 }
  expect(conjoin<Record<string, unknown>>(given, { a: 2, b: undefined }, { c: 3 })).toEqual([{ a: 1, c: 3 }, { a: 2 }])
  expect(given).toEqual({ a: 1 })
})
