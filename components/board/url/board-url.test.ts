import { afterEach, expect, it, vi } from 'vitest'
import { boardUrl } from './board-url'
import { partsOf } from './filter'

afterEach(() => vi.unstubAllGlobals())

const at = (search: string) => vi.stubGlobal('location', { pathname: '/pipelines/1', search })

it('says some of the address anew and leaves the rest', () => {
  at('?q=a+b&deal=7&other=x')
  expect(boardUrl({ deal: null, q: 'c' })).toBe('/pipelines/1?q=c&other=x')
  expect(boardUrl(partsOf({ owner: 'me' }))).toBe('/pipelines/1?deal=7&other=x&owner=me')
})

it('ends without a question mark when nothing is left', () => {
  at('?q=a')
  expect(boardUrl(partsOf({}))).toBe('/pipelines/1')
})
