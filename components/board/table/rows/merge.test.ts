import { expect, test } from 'vitest'
import { row as rowWith } from './fixtures'
import { merge } from './merge'
import type { Row } from './row'
import { rowOrder } from './row-order'

const row = (id: string, title: string, version = 1) => rowWith(id, { title, version })
const byTitle = rowOrder('title', [], [])
const current = [row('1', 'Acme'), row('2', 'Birch'), row('3', 'Dune')]
const titles = ({ rows }: { rows: Row[] }) => rows.map(({ title }) => title)

test('what the server does not know any more goes', () => {
  expect(titles(merge(current, ['2'], [], byTitle, true))).toEqual(['Acme', 'Dune'])
})

test('a new row finds its place, but below the last one only when all are here', () => {
  const found = [row('4', 'cedar'), row('5', 'Elm')]
  expect(titles(merge(current, ['4', '5'], found, byTitle, true))).toEqual(['Acme', 'Birch', 'cedar', 'Dune', 'Elm'])
  expect(titles(merge(current, ['4', '5'], found, byTitle, false))).toEqual(['Acme', 'Birch', 'cedar', 'Dune'])
})

test('a changed row stays where it is, and it is said when that is out of order', () => {
  const renamed = merge(current, ['1'], [row('1', 'Zebra', 2)], byTitle, true)
  expect([titles(renamed), renamed.isOutOfOrder]).toEqual([['Zebra', 'Birch', 'Dune'], true])
  const still = merge(current, ['1'], [row('1', 'Ash', 2)], byTitle, true)
  expect([titles(still), still.isOutOfOrder]).toEqual([['Ash', 'Birch', 'Dune'], false])
})

test('an answer that is older than what is here changes nothing', () => {
  const newer = [row('1', 'Acme', 3)]
  expect(titles(merge(newer, ['1'], [row('1', 'Before', 2)], byTitle, true))).toEqual(['Acme'])
})
