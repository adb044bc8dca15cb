import { expect, test } from 'vitest'
import { board } from '../store/fixtures'
import { draftOfText, readCells, textOf } from './cell-edit'
import { columns, type EditableColumn, isEditable } from './rows/columns'
import { row as rowWith } from './rows/fixtures'

const around = { members: [{ id: 'me', name: 'Me' }], stages: [], home: 'USD' }
const row = rowWith('1', { title: 'Acme', amount: 1200.5, currency: 'USD', ownerId: 'me' })
const read = (column: EditableColumn, draft: unknown) => readCells(row, { [column]: draft }, around)
const nothing = { body: {}, shown: {}, refused: [] }

test('what was not changed is not sent', () => {
  expect(read('title', 'Acme')).toMatchObject(nothing)
  expect(read('amount', '1,200.50')).toMatchObject(nothing)
  expect(read('probability', '')).toMatchObject(nothing)
  expect(read('ownerId', { text: 'Me', id: 'me' })).toMatchObject(nothing)
})

test('what was typed is sent as a value, and stays at hand', () => {
  const amount = { amount: 12400.5 }
  const typed = { amount: '12,400.50' }
  expect(read('amount', '12,400.50')).toEqual({ typed, body: amount, shown: amount, refused: [] })
  expect(read('amount', '')).toMatchObject({ body: { amount: null } })
})

test('what cannot be read is kept with its reason', () =>
  expect(read('amount', 'lots')).toMatchObject({
    body: {},
    refused: [{ column: 'amount', draft: 'lots', problem: '“lots” is not an amount in USD.' }],
  }))

test('cells of one row are read together, an amount in the currency beside it', () =>
  expect(
    readCells(row, { title: 'Birch', amount: '12.345', currency: 'kwd', probability: 'high' }, around),
  ).toMatchObject({
    body: { title: 'Birch', amount: 12.345, currency: 'KWD' },
    refused: [{ column: 'probability' }],
  }))

test('neither an amount nor its currency is saved without the other', () => {
  const wrong = (typed: object) => readCells(row, typed, around)
  expect(wrong({ amount: '10', currency: 'XXX' })).toMatchObject({
    body: {},
    refused: [{ column: 'currency' }, { column: 'amount', draft: '10', problem: 'Currency could not be read.' }],
  })
  expect(wrong({ amount: 'lots', currency: 'EUR' })).toMatchObject({ body: {}, refused: [{ column: 'amount' }, {}] })
})

test('a choice brings its name along; none takes both', () => {
  expect(read('clientId', { text: 'Birch', id: 'c' })).toMatchObject({
    body: { clientId: 'c' },
    shown: { clientId: 'c', clientName: 'Birch' },
  })
  expect(read('ownerId', { text: '', id: null })).toMatchObject({ body: { ownerId: null }, shown: { ownerId: null } })
})

test('times are told, not edited', () => expect(isEditable('createdAt') || isEditable('stageEnteredAt')).toBe(false))

test('the texts of a row are plain, and read back as what it has', () => {
  const here = { ...around, stages: board({ s: { cards: [] } }).stages }
  const full = rowWith('1', {
    title: '“Acme”, 2nd phase',
    amount: 12400.5,
    currency: 'EUR',
    clientId: 'c',
    clientName: 'Birch',
    ownerId: 'me',
    expectedCloseDate: '2026-12-01',
    probability: 40,
  })
  const texts = columns.map(({ key }) => textOf(key, full, here))
  expect(texts).toEqual(expect.arrayContaining(['Stage s', '12400.5', 'EUR', 'Birch', 'Me', '2026-12-01', '40']))
  for (const values of [full, row])
    for (const key of columns.map(({ key }) => key).filter(isEditable))
      expect(readCells(values, { [key]: draftOfText(key, textOf(key, values, here)) }, here), key).toMatchObject(
        nothing,
      )
})
