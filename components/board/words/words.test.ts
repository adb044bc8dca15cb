import { expect, it, vi } from 'vitest'
import { ApiError } from '@/components/api'
import { fullMoney, fullSum, localDay, shortDay, shortMoney, shortSum } from '@/components/format'
import { dropped, lifted, moved, over } from './announcements'
import { refusedEdit, refusedMove } from './refusals'

it('announces places in words', () => {
  const deal = { title: 'Acme licence', stage: 'Proposal', position: 3, of: 12, handover: '' }
  expect(over(deal)).toBe('Acme licence, Proposal, position 3 of 12')
  expect(lifted(deal)).toBe(
    'Lifted Acme licence. Proposal, position 3 of 12. Use the arrow keys to move it, W or L to take it to won or lost.',
  )
  expect(dropped(deal)).toBe('Dropped Acme licence in Proposal, position 3 of 12')
  const handover = ', with Demo Admin as the new owner'
  expect(moved({ ...deal, handover })).toBe(`Moved Acme licence to Proposal, position 3 of 12${handover}`)
})

it('shortens money and keeps it exact in full', () => {
  expect(shortMoney(1_240_000, 'USD', 'USD')).toBe('$1.24M')
  expect(shortMoney(12_400, 'EUR', 'USD')).toBe('€12.4K')
  expect(shortMoney(950, 'USD', 'USD')).toBe('$950')
  expect(shortSum(123_456n, 'JPY', 'JPY')).toBe('¥123K')
  expect(fullMoney('9999999999999.99', 'USD', 'USD')).toBe('$9,999,999,999,999.99')
  expect(fullSum(123456789012345678901n, 'USD', 'USD')).toBe('$1,234,567,890,123,456,789.01')
})

it('shows of which currency money is, and the decimals that are stored', () => {
  const hundred = (code: string, home: string) => shortMoney(100_000, code, home).replace('\u00a0', ' ')
  expect(['USD', 'CAD', 'AUD', 'MXN', 'COP', 'SEK'].map((code) => hundred(code, 'USD'))).toEqual([
    ...['$100K', 'CA$100K', 'A$100K', 'MX$100K', 'COP 100K', 'SEK 100K'],
  ])
  expect(['USD', 'CAD', 'SEK'].map((code) => hundred(code, 'CAD'))).toEqual(['US$100K', '$100K', 'SEK 100K'])
  expect(hundred('SEK', 'SEK')).toBe('kr 100K')
  const shown = (code: string) => fullMoney('1234.5', code, undefined).replace('\u00a0', ' ')
  expect(['HUF', 'COP', 'PKR', 'IDR', 'IQD'].map(shown)).toEqual([
    ...['HUF 1,234.50', 'COP 1,234.50', 'PKR 1,234.50', 'IDR 1,234.50', 'IQD 1,234.500'],
  ])
})

it('says dates relative within a week', () => {
  const on = (date: string) => shortDay(date, '2026-11-22')
  expect(['2026-11-22', '2026-11-23', '2026-11-25', '2026-11-21', '2026-11-15'].map(on)).toEqual([
    'today',
    'tomorrow',
    'in 3 days',
    'yesterday',
    '7 days ago',
  ])
  expect(['2026-12-12', '2026-01-02', '2027-02-01'].map(on)).toEqual(['12 Dec', '2 Jan', '1 Feb 2027'])
})

it('says why a move was refused and what to do', () => {
  expect(refusedMove('Acme', new ApiError(412, 'x'), 'Ana Silva')).toEqual({
    message: '“Acme” was not moved',
    description: 'Ana Silva changed it meanwhile; the board shows the current state.',
  })
  expect(refusedMove('Acme', new ApiError(0, 'x'))).toEqual({
    message: '“Acme” may not have been moved',
    description: 'The server cannot be reached. Check your connection.',
    remedy: 'try again',
  })
  expect(refusedMove('Acme', new ApiError(403, 'Not allowed.')).description).toBe(
    'Not allowed. Ask an admin for the right to edit deals.',
  )
  const noStage = new ApiError(400, 'x', [{ path: 'stageId', message: 'is not known here' }])
  expect(refusedMove('Acme', noStage).description).toBe('That stage was deleted meanwhile. Choose another one.')
  expect(refusedMove('Acme', new ApiError(500, 'x')).remedy).toBe('try again')
  expect(refusedMove('Acme', new ApiError(401, 'x')).remedy).toBe('sign in')
  expect(refusedMove('Acme', new ApiError(422, 'The stage is full.')).description).toBe('The stage is full.')
})

it('says which field of an edit was refused, and why', () => {
  const reason = new ApiError(400, 'x', [{ path: 'expectedCloseDate', message: 'must lie between 1900 and 2200' }])
  expect(refusedEdit('Acme', 'Expected close', reason)).toEqual({
    message: 'Expected close of “Acme” was not saved',
    description: 'Expected close: must lie between 1900 and 2200.',
  })
})

it.each([
  ['Pacific/Auckland', '2026-11-28T10:59:00.000Z', '2026-11-28'],
  ['Pacific/Auckland', '2026-11-28T11:00:00.000Z', '2026-11-29'],
  ['America/Los_Angeles', '2026-11-28T07:59:00.000Z', '2026-11-27'],
  ['UTC', '2026-01-02T00:00:00.000Z', '2026-01-02'],
])('in %s the day of %s is %s', (zone, moment, day) => {
  vi.stubEnv('TZ', zone)
  expect(localDay(new Date(moment))).toBe(day)
  vi.unstubAllEnvs()
})

it('says what was typed where its row is gone, and that it waits where it is not', () => {
  const gone = refusedEdit('Acme', 'Amount', new ApiError(404, 'x'), { who: 'Ana', typed: '2,500' })
  expect(gone.description).toBe('Ana deleted it meanwhile. You typed “2,500”.')
  const failed = refusedEdit('Acme', 'Amount', new ApiError(503, 'x'), { typed: '2,500' })
  expect(failed.description).toBe('The server had a problem. What you typed is still in its cell.')
})
