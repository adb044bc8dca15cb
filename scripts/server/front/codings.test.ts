import { expect, test } from 'vitest'
import { acceptedCoding } from './codings.mjs'

test.each([
  [undefined, undefined],
  ['', undefined],
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip', 'gzip'],
  ['GZIP ; Q=0.3', 'gzip'],
  ['gzip;q=1.0, br;q=0.9', 'gzip'],
  ['gzip;q=0.5,br;q=0.5', 'br'],
  ['gzip;q=0', undefined],
  ['gzip;q=0.000, br;q=0', undefined],
  ['br;q=0, gzip', 'gzip'],
  ['*', 'br'],
  ['*;q=0', undefined],
  ['*;q=0.1, gzip', 'gzip'],
  ['br;q=0, *', 'gzip'],
  ['identity', undefined],
  ['identity, gzip', 'gzip'],
  ['identity;q=1, gzip;q=0.5', undefined],
  ['identity;q=0.5, gzip;q=1', 'gzip'],
  ['identity;q=0, *', 'br'],
  ['gzip;q=nonsense', undefined],
  ['xgzip, gzip-not, brotli', undefined],
  [',;,=,;q=1,,', undefined],
  ['toString, __proto__, constructor', undefined],
  [`${'gzip;q=0,'.repeat(10)}br;q=0.001`, 'br'],
  [`${','.repeat(16_000)}br`, undefined],
  ['*'.repeat(16_000), undefined],
])('“%.40s” takes %s', (header, coding) => {
  expect(acceptedCoding({ headers: { 'accept-encoding': header } })).toBe(coding)
})
