import { describe, expect, test } from 'vitest'
import { requirable } from '@/lib/fields/deal'
import { fullness, newlyUnmet, refusal, refusalOfSeveral, unmet } from './gates'

const bare = {
  amountMinor: null,
  expectedCloseOn: null,
  clientId: null,
  ownerId: null,
  probability: null,
  lostReason: null,
  nextStep: null,
  description: null,
  source: null,
}
const whole = {
  amountMinor: 0,
  expectedCloseOn: '2027-01-31',
  clientId: 'c',
  ownerId: 'u',
  probability: 0,
  lostReason: 'Price',
  nextStep: 'Call',
  description: 'A long story',
  source: 'Referral',
}
const lost = { name: 'Lost', kind: 'lost' as const, requiredFields: requirable }

describe('what a deal lacks', () => {
  test('is what the stage asks for and the deal has not; nothing counts as something when it is zero', () => {
    expect(unmet(lost, bare)).toEqual(requirable)
    expect(unmet(lost, whole)).toEqual([])
    expect(unmet({ ...lost, requiredFields: ['clientId'] }, { ...whole, ownerId: null })).toEqual([])
    expect(unmet({ ...lost, requiredFields: [] }, bare)).toEqual([])
  })

  test.each(['open', 'won'] as const)('is no lost reason where deals are %s', (kind) =>
    expect(unmet({ ...lost, kind }, bare)).toEqual(requirable.filter((field) => field !== 'lostReason')),
  )

  test('is in an edit only what the edit takes away', () => {
    expect(newlyUnmet(lost, whole, { ...whole, amountMinor: null })).toEqual(['amount'])
    expect(newlyUnmet(lost, { ...whole, amountMinor: null }, { ...whole, amountMinor: null })).toEqual([])
    expect(newlyUnmet(lost, bare, { ...bare, amountMinor: 5 })).toEqual([])
  })
})

test('a refusal names each field, of several deals by their place in the body', () => {
  expect(refusal(lost, ['lostReason'])).toMatchObject({
    code: 'rule_refused',
    message: 'Lost asks for a lost reason.',
    details: { fields: [{ path: 'lostReason', message: 'is needed in Lost' }] },
  })
  const several = refusalOfSeveral(lost, [[], ['ownerId', 'lostReason'], [], ['amount']])
  expect(several.message).toBe('Lost asks for an amount, an owner, and a lost reason.')
  expect(several.details.fields?.map(({ path }) => path)).toEqual([
    'deals.1.ownerId',
    'deals.1.lostReason',
    'deals.3.amount',
  ])
})

describe('a limit', () => {
  const stage = { name: 'Offer', wipLimit: null, wipAmount: null, currency: 'USD' }
  const load = (deals: number, minor = 0) => ({ deals, minor: BigInt(minor) })

  test.each([
    [4, 1, undefined],
    [5, 1, 'Offer is full: it holds 5 of 5 deals.'],
    [7, 1, 'Offer is full: it holds 7 of 5 deals.'],
    [3, 3, 'Offer has room for 2 more: it holds 3 of 5 deals.'],
  ])('of 5 deals with %i held and %i to come: %s', (held, more, words) =>
    expect(fullness({ ...stage, wipLimit: 5 }, load(held), load(more))).toBe(words),
  )

  test.each([
    [50_000, 50_050, undefined],
    [50_001, 50_050, 'Offer has no room for 500.50 more: it holds 500.01 of 1,000.50 USD.'],
    [100_050, 1, 'Offer is full: it holds 1,000.50 of 1,000.50 USD.'],
    [200_000, 0, undefined],
  ])('of $1,000.50 with %i cents held and %i to come: %s', (held, more, words) =>
    expect(fullness({ ...stage, wipAmount: 1000.5 }, load(1, held), load(1, more))).toBe(words),
  )

  test('keeps its figure in a currency of other decimals', () => {
    const yen = { ...stage, wipAmount: 1000.5, currency: 'JPY' }
    expect(fullness(yen, load(1, 1000), load(1, 1))).toBeUndefined()
    expect(fullness(yen, load(1, 1001), load(1, 1))).toBe('Offer is full: it holds 1,001 of 1,001 JPY.')
  })
})
