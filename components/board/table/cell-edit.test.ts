import { expect, test } from 'vitest'
import { chosenEdit, isEditable, typedEdit } from './cell-edit'
import { row as rowWith } from './rows/fixtures'

const row = rowWith('1', { title: 'Acme', amount: 1200.5, ownerId: 'me' })

test('what was not changed is not sent', () => {
  expect(typedEdit('title', row, 'Acme')).toBeUndefined()
  expect(typedEdit('amount', row, '1,200.50')).toBeUndefined()
  expect(typedEdit('probability', row, '')).toBeUndefined()
  expect(chosenEdit('owner', row, { id: 'me', label: 'Me' })).toBeUndefined()
})

test.each([
  ['12,400.50', '12400.50', { amount: 12400.5 }],
  ['', null, { amount: null }],
  ['lots', 'lots', {}],
])('the amount %j is sent as %j', (typed, amount, shown) =>
  expect(typedEdit('amount', row, typed)).toEqual({ column: 'amount', body: { amount }, shown }),
)

test('a choice brings its name along; none takes both', () => {
  expect(chosenEdit('client', row, { id: 'c', label: 'Birch' })).toMatchObject({
    body: { clientId: 'c' },
    shown: { clientId: 'c', clientName: 'Birch' },
  })
  expect(chosenEdit('owner', row, { id: '', label: 'Nobody' })).toMatchObject({
    body: { ownerId: null },
    shown: { ownerId: null },
  })
})

test('times are told, not edited', () => expect(isEditable('createdAt') || isEditable('stageEnteredAt')).toBe(false))
