import { expect, it } from 'vitest'
import { changeWords, type DealChange } from './change-words'

const words = (change: Partial<DealChange>) =>
  changeWords(
    {
      at: '2026-01-01T00:00:00.000Z',
      actorName: 'Ada',
      via: 'board',
      action: 'updated',
      before: null,
      after: null,
      stageFromName: 'Lead',
      stageToName: 'Lead',
      ...change,
    },
    { members: [{ id: 'u', name: 'Ruben', imageUrl: null }], currency: 'EUR', home: 'EUR' },
  )

it('says what was set, and what it was', () => {
  expect(words({ before: { amountMinor: 100_000 }, after: { amountMinor: 250_050 } })).toEqual([
    'set the amount to €2,500.50, was €1,000.00',
  ])
  const repriced = { before: { amountMinor: 100_000, currency: 'USD' }, after: { amountMinor: 1000, currency: 'JPY' } }
  expect(words(repriced)).toEqual(['set the amount to JP¥1,000, was US$1,000.00', 'set the currency to JPY, was USD'])
  expect(words({ before: { ownerId: null }, after: { ownerId: 'u' } })).toEqual(['set the owner to Ruben'])
  expect(words({ before: { probability: 40 }, after: { probability: null } })).toEqual([
    'removed the probability, which was 40%',
  ])
})

it('tells a move from a new place in the same stage, and leaves bookkeeping out', () => {
  const after = { stageId: 'b', rank: 'x', stageEnteredAt: 'y' }
  expect(words({ action: 'moved', after, stageToName: 'Offer' })).toEqual(['moved it from Lead to Offer'])
  expect(words({ action: 'moved', after: { rank: 'x' } })).toEqual(['reordered it within Lead'])
  expect(words({ action: 'moved', after, stageFromName: null })).toEqual(['moved it from a deleted stage to Lead'])
})

it('tells a deal that is brought back from a new one', () => {
  expect(words({ action: 'created' })).toEqual(['created the deal in Lead'])
  for (const via of ['undo', 'redo'])
    expect(words({ action: 'created', via })).toEqual(['brought the deal back in Lead'])
})
