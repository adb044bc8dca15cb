import { expect, it } from 'vitest'
import { asCurl, filterOf, filterWords, queryOf } from './filter'

const address = new URLSearchParams('stale=true&deal=7&q=a+b&other=x&owner=')

it('reads the filter of an address, and writes it in one order', () => {
  expect(filterOf(address)).toEqual({ q: 'a b', stale: 'true' })
  expect(queryOf(filterOf(address))).toBe('q=a+b&stale=true')
  expect(queryOf({})).toBe('')
})

it.each([
  'minAmount=x',
  'minAmount=-1',
  'closesTo=soon',
  'closesTo=2026-13-01',
  'maxProbability=101',
  'owner=you',
  'stale=1',
  'q=%20',
])('leaves out %s', (part) => expect(filterOf(new URLSearchParams(part))).toEqual({}))

it('leaves out more words of a text than a search takes, and more characters', () => {
  const read = (nextStep: string) => filterOf(new URLSearchParams({ nextStep })).nextStep
  expect(read(' call Ana ')).toBe(' call Ana ')
  expect(read(Array(20).fill('a').join(' '))).toBeDefined()
  expect(read(Array(21).fill('a').join(' '))).toBeUndefined()
  expect(read('a'.repeat(201))).toBeUndefined()
  expect(read('  ')).toBeUndefined()
})

it('says each part in words', () => {
  const names = { member: (id: string) => ({ m1: 'Ana' })[id], client: () => undefined }
  const words = (filter: object) => filterWords(filter, names).map(({ words }) => words)
  expect(words({ q: 'x' })).toEqual([])
  expect(words({ owner: 'me,m1,none,gone', client: 'none' })).toEqual([
    'Owner: me or Ana or nobody or unknown',
    'Client: none',
  ])
  expect(words({ minAmount: '1', maxAmount: '5', closesFrom: '2027-01-01', closesTo: '2027-01-01' })).toEqual([
    'Amount 1 to 5',
    'Expected close 1 Jan 2027',
  ])
  expect(words({ maxProbability: '40', stale: 'true' })).toEqual(['Probability up to 40%', 'Too long in its stage'])
})

it('is a command for the shell, whatever is searched for', () => {
  expect(asCurl('http://localhost:3000', 'p1', { q: "it's $HOME", owner: 'me' })).toBe(
    [
      'curl -G http://localhost:3000/api/pipelines/p1/deals -H "authorization: Bearer $TOKEN" \\',
      "  --data-urlencode 'where[q]=it'\\''s $HOME' \\",
      "  --data-urlencode 'where[owner]=me'",
    ].join('\n'),
  )
  expect(asCurl('http://localhost:3000', 'p1', { owner: 'me' }, '-amount')).toBe(
    [
      'curl -G http://localhost:3000/api/pipelines/p1/cards -H "authorization: Bearer $TOKEN" \\',
      "  --data-urlencode 'owner=me' \\",
      "  --data-urlencode 'sort=-amount'",
    ].join('\n'),
  )
})
