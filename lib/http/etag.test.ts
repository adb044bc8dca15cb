import { expect, test } from 'vitest'
import { etagOf, heldTag, readIfMatch } from './etag'

const asking = (headers: Record<string, string>) => new Request('http://penstock', { headers })

test('an ETag is the version, and with relations changes with what these say', () => {
  expect(etagOf(3)).toBe('"3"')
  const etag = etagOf(3, '{"stage":{"name":"Won"}}')
  expect(etag).toMatch(/^"3-[\da-f]{16}"$/)
  expect(etagOf(3, '{"stage":{"name":"Won"}}')).toBe(etag)
  expect(etagOf(3, '{"stage":{"name":"Lost"}}')).not.toBe(etag)
  expect(readIfMatch(asking({ 'if-match': etag }))).toEqual([3])
})

test.each<[string, number[] | undefined]>([
  ['"3"', [3]],
  ['W/"3"', [3]],
  ['"3-gzip"', [3]],
  ['W/"3-br"', [3]],
  ['"3--gzip"', [3]],
  ['"3;gzip"', [3]],
  ['"3-0123456789abcdef-gzip"', [3]],
  [' "1" ,W/"2-br","3" ', [1, 2, 3]],
  ['*', undefined],
  ['', undefined],
])('If-Match: %s names %j', (header, versions) => {
  expect(readIfMatch(asking({ 'if-match': header }))).toEqual(versions)
})

test.each([
  '3',
  '"x"',
  '"-1"',
  '"3-"',
  '"3gzip"',
  'w/"3"',
  '"3',
  '"3" "4"',
  '"3",',
  '*, "3"',
  `"3-${'-'.repeat(9999)}!"`,
])('If-Match: %.20s is refused', (header) => {
  expect(() => readIfMatch(asking({ 'if-match': header }))).toThrow(/If-Match/)
})

test.each([
  ['"3"', '"3"'],
  ['W/"3"', '"3"'],
  ['"3-gzip"', '"3-gzip"'],
  ['W/"3-br"', '"3-br"'],
  ['"3--gzip"', '"3--gzip"'],
  ['"1", W/"2", "3-br"', '"3-br"'],
  ['*', '"3"'],
  ['', undefined],
  ['"2"', undefined],
  ['"3-0123456789abcdef"', undefined],
  ['"33", "-gzip", "gzip"', undefined],
  ['nonsense', undefined],
  ['"'.repeat(9999), undefined],
])('If-None-Match: %.30s of "3" holds %s', (header, held) => {
  expect(heldTag(asking({ 'if-none-match': header }), '"3"')).toBe(held)
})
