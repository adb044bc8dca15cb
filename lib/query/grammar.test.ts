import { expect, test } from 'vitest'
import { parseQuery } from './grammar'

test.each([
  'where[__proto__][x]=1',
  '__proto__=1',
  'a=1&__proto__[x]=1',
  'where%5B__proto__%5D=1',
  'where[%5f%5fproto%5F%5F]=1',
])('refuses %s, which would be left out without a word', (search) =>
  expect(() => parseQuery(`?${search}`)).toThrow('not known here'),
)

test('takes the same word as a value', () =>
  expect(parseQuery('?where[title]=a__proto__b')).toMatchObject({ where: { title: 'a__proto__b' } }))

test('knows no key by its prototype', () => {
  expect(Object.keys(parseQuery('?where[toString]=x').where as object)).toEqual(['toString'])
})

test.each(['where[a][b][c][d][e][f]=1', Array.from({ length: 101 }, (_, i) => `a${i}=1`).join('&')])(
  'refuses what is deeper or longer than any real query',
  (search) => expect(() => parseQuery(`?${search}`)).toThrow('too deeply'),
)
