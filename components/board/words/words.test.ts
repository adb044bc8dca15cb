import { expect, it, vi } from 'vitest'
import { fullMoney, fullSum, localDay, shortDay, shortMoney, shortSum } from '@/components/format'
import { dropped, lifted, moved, over } from './announcements'

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
