import fc from 'fast-check'
import { expect, test } from 'vitest'
import { guarded, htmlOf, readTsv, writeTsv } from './tsv'

test.each([
  ['one', [['one']]],
  [
    'a\tb\nc\td',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['a\tb\r\n', [['a', 'b']]],
  [
    'a\t\t\r\n\tb',
    [
      ['a', '', ''],
      ['', 'b'],
    ],
  ],
  ['"two\nlines"\t"a ""b"" c"', [['two\nlines', 'a "b" c']]],
  ['"Best" deal\t5" pipe\t"open', [['"Best" deal', '5" pipe', '"open']]],
  ["'=1+1\t' x", [['=1+1', "' x"]]],
])('%j is read as a spreadsheet means it', (text, lines) => expect(readTsv(text)).toEqual(lines))

test('what is written is read back, whatever stands in it', () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^['"=\t\r\n ab]*$/))
  const lines = fc.array(fc.array(text, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(lines, (cells) => {
      expect(readTsv(writeTsv(cells.map((line) => line.map(guarded))))).toEqual(cells)
    }),
  )
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', ' \u200b=1', '＝1', "'=1"])('%j is no formula once it is guarded', (text) =>
  expect(guarded(text)).toBe(`'${text}`),
)

test('a table in HTML says what is in the cells and nothing else', () =>
  expect(htmlOf([['<b>A&B', 'two\nlines']])).toBe(
    '<table><tr><td>&lt;b>A&amp;B</td><td>two<br>lines</td></tr></table>',
  ))
