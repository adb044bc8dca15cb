import { describe, expect, it } from 'vitest'
import type { Deal } from '@/lib/deals/schema'
import { changedFields, draftOf } from './deal-draft'

const deal = {
  title: 'Licence',
  amount: 12_400.5,
  currency: 'EUR',
  stageId: 'a',
  clientId: 'c',
  client: { name: 'Acme' },
  ownerId: null,
  probability: 40,
  expectedCloseDate: '2026-12-01',
  lostReason: null,
} as Deal

const changesOf = (typed: Partial<ReturnType<typeof draftOf>>) => changedFields(deal, { ...draftOf(deal), ...typed })

describe('changedFields', () => {
  it('sends nothing when nothing was typed', () => expect(changesOf({})).toEqual({}))

  it.each([
    ['12,400.50', undefined],
    ['13,000', '13000'],
    ['13 000.25', '13000.25'],
    ['13000,25', '13000.25'],
    ['1,300,000', '1300000'],
    ['', null],
  ])('reads the amount %j as %j', (typed, amount) => expect(changesOf({ amount: typed }).amount).toBe(amount))

  it('says none where a field was emptied', () =>
    expect(changesOf({ probability: '', expectedCloseDate: '', clientId: null })).toEqual({
      probability: null,
      expectedCloseDate: null,
      clientId: null,
    }))

  it('shows an amount with the decimals of its currency', () =>
    expect(draftOf({ ...deal, amount: 1000, currency: 'JPY' }).amount).toBe('1,000'))
})
