import { describe, expect, it } from 'vitest'
import { localPath } from './local-path'

describe('localPath', () => {
  it.each(['/contacts', '/pipelines/1?deal=2#x', '/pipelines/1?deal=2&q=a%26b'])('keeps %s', (path) =>
    expect(localPath(path)).toBe(path),
  )

  it.each([
    undefined,
    ['/contacts'],
    'contacts',
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\t/[',
    '/\n\\evil.example',
    '/.//evil.example/x',
    '/..//evil.example',
    '/%2e//evil.example',
    '/pipelines/../..//evil.example',
    '/./\\evil.example',
    'javascript:alert(1)',
    '/login?next=/contacts',
    '/api/deals',
    '/',
  ])('sends %j to the pipelines', (path) => expect(localPath(path)).toBe('/pipelines'))
})
