import { expect, test } from 'vitest'
import { readCell } from './cell-edit'
import { type EditableColumn, isEditable } from './rows/columns'
import { row as rowWith } from './rows/fixtures'

const row = rowWith('1', { title: 'Acme', amount: 1200.5, ownerId: 'me' })
const read = (column: EditableColumn, draft: unknown) =>
  readCell(column, row, draft, { members: [{ id: 'me', name: 'Me' }], stages: [], home: 'USD' })

test('what was not changed is not sent', () => {
  expect(read('title', 'Acme')).toBeUndefined()
  expect(read('amount', '1,200.50')).toBeUndefined()
  expect(read('probability', '')).toBeUndefined()
  expect(read('ownerId', { text: 'Me', id: 'me' })).toBeUndefined()
})

test('what was typed is sent as a value, and stays at hand', () => {
  const amount = { amount: 12400.5 }
  expect(read('amount', '12,400.50')).toEqual({ column: 'amount', draft: '12,400.50', body: amount, shown: amount })
  expect(read('amount', '')).toMatchObject({ body: { amount: null } })
})

test('what cannot be read is kept with its reason', () =>
  expect(read('amount', 'lots')).toEqual({
    column: 'amount',
    draft: 'lots',
    problem: '“lots” is not an amount in USD.',
  }))

test('a choice brings its name along; none takes both', () => {
  expect(read('clientId', { text: 'Birch', id: 'c' })).toMatchObject({
    body: { clientId: 'c' },
    shown: { clientId: 'c', clientName: 'Birch' },
  })
  expect(read('ownerId', { text: '', id: null })).toMatchObject({ body: { ownerId: null }, shown: { ownerId: null } })
})

test('times are told, not edited', () => expect(isEditable('createdAt') || isEditable('stageEnteredAt')).toBe(false))
