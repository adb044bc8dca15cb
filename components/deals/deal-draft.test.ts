import { expect, test } from 'vitest'
import { draftOf, readDraft } from '../drafts/drafts'
import type { Choice } from '../fields/choice'
import { type DealDraft, dealForm, type Editable, onCard } from './deal-draft'
import { type DealValues, noValues } from './deal-values'

const deal: Editable = {
  ...noValues,
  title: 'Licence',
  amount: 12_400.5,
  currency: 'EUR',
  stageId: 'a',
  clientId: 'c',
  client: { id: 'c', name: 'Acme' },
  probability: 40,
  lostReason: 'Dear',
  expectedCloseDate: '2026-12-01',
  tags: ['hot'],
}
const around = { members: [{ id: 'm', name: 'Zoë' }], stages: [], home: 'USD' }
const form = dealForm(deal, around)
const read = (draft: DealDraft) => readDraft(form, draft)

test('what an input shows changes nothing', () => {
  expect(read({})).toEqual({ changes: {}, problems: {}, finds: {} })
  const { client: _, ...values } = deal
  expect(read(draftOf(form, values)).changes).toEqual({})
  const filled: DealValues = { ...values, ownerId: 'm', lostReason: 'Price' }
  const draft = draftOf(form, filled)
  expect(readDraft(dealForm({ ...filled, client: deal.client }, around), draft).changes).toEqual({})
  expect(read(draft).changes).toEqual({ ownerId: 'm', lostReason: 'Price' })
})

test.each<[keyof DealValues, unknown, unknown]>([
  ['title', ' New ', 'New'],
  ['amount', '13,000', 13_000],
  ['amount', '', null],
  ['probability', '45 %', 45],
  ['probability', '', null],
  ['expectedCloseDate', '', null],
  ['ownerId', { text: 'zoe' } satisfies Choice, 'm'],
  ['clientId', { text: '' } satisfies Choice, null],
  ['clientId', { text: 'Birch', id: 'b' } satisfies Choice, 'b'],
  ['lostReason', '  ', null],
  ['tags', ['hot', 'new'], ['hot', 'new']],
])('%s typed as %j is %j', (name, draft, value) =>
  expect(read({ [name]: draft })).toEqual({ changes: { [name]: value }, problems: {}, finds: {} }),
)

test.each<[keyof DealValues, unknown, string | RegExp]>([
  ['title', ' ', 'Must not be empty'],
  ['amount', 'lots', '“lots” is not an amount in EUR.'],
  ['probability', 'e', '“e” is not a whole number from 0 to 100.'],
  ['probability', '101', /from 0 to 100/],
  ['probability', '12.5', /whole number/],
  ['expectedCloseDate', 'unreadable', /no such day/],
  ['expectedCloseDate', '0002-12-01', 'Must lie between 1900 and 2200.'],
  ['ownerId', { text: 'Nobody like her' } satisfies Choice, '“Nobody like her” is no member.'],
  ['clientId', { text: 'Acm', problem: 'No.' } satisfies Choice, 'No.'],
])('%s typed as %j is no value, and no empty one', (name, draft, problem) =>
  expect(read({ [name]: draft })).toEqual({
    changes: {},
    problems: { [name]: typeof problem === 'string' ? problem : expect.stringMatching(problem) },
    finds: {},
  }),
)

test('an amount is read in the currency that is chosen beside it', () => {
  expect(read({ amount: '1.5', currency: 'JPY' }).problems.amount).toContain('at most 0 decimals in JPY')
  expect(read({ amount: '1.5', currency: 'USD' }).changes).toEqual({ amount: 1.5, currency: 'USD' })
})

test('a client that is typed is looked up, unless it is the one that is there', () => {
  for (const text of ['Birch', 'Acm'])
    expect(Object.keys(read({ clientId: { text } satisfies Choice }).finds)).toEqual(['clientId'])
  expect(read({ clientId: { text: 'ACME' } satisfies Choice })).toEqual({ changes: {}, problems: {}, finds: {} })
})

test('a card shows the name of a client that was chosen', () => {
  expect(onCard({ clientId: 'b' }, { clientId: { text: 'Birch', id: 'b' } })).toEqual({
    clientId: 'b',
    clientName: 'Birch',
  })
  expect(onCard({ clientId: null, amount: 5 }, {})).toEqual({ clientId: null, clientName: null, amount: 5 })
})
