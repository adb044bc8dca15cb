import { expect, test } from 'vitest'
import { pageOf } from './website'

test.each([
  ['acme.example', 'https://acme.example/'],
  ['HTTP://acme.example/about us', 'http://acme.example/about%20us'],
  ['https://łódź.example', 'https://xn--d-uga0v4h.example/'],
  ['javascript:alert(1)', undefined],
  ['javascript://acme.example/%0aalert(1)', undefined],
  ['data:text/html,<script>', undefined],
  ['ask Ana', undefined],
  ['', undefined],
  [null, undefined],
])('%s leads to %s', (website, page) => expect(pageOf(website)).toBe(page))
