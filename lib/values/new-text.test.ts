import { expect, test } from 'vitest'
import { currency, line, optionalLine, prose, tags } from './formats'
import { parseOver, textWrittenBack } from './new-text'

const title = line(1, 300)
const messages = (
  schema: { safeParse(value: unknown): { error?: { issues: { message: string }[] } } },
  value: unknown,
) => schema.safeParse(value).error?.issues.map(({ message }) => message) ?? []

const NOTHING = [
  '\u200b',
  '\u2060\u200d',
  '\ufe0f',
  '\u00ad',
  '\u3164',
  '\u2800',
  '\u202e',
  '\u{e0020}',
  '\u001b',
  '\u200b\n\u200b',
]

test.each(NOTHING)('%j is no title, tag or reason', (text) => {
  for (const schema of [title, optionalLine(100), prose(2000)])
    expect(messages(schema, text)).toContain('must have a character that can be seen')
  expect(messages(tags, [text])).toContain('must have a character that can be seen')
})

test.each(['\n', '\r\n', '\t', '\u2028', '\u00a0', '\ufeff', ''])('white space alone, %j, is empty', (text) => {
  expect(messages(title, text)).toEqual(['must not be empty'])
  expect(prose(2000).parse(text)).toBe(null)
})

test.each(['a\nb', 'a\r\nb', 'a\tb', 'a\u2028b', 'a\u000bb', 'a\u0085b'])(
  '%j is text of many lines, no title',
  (text) => {
    expect(messages(title, text)).toEqual(['must be one line, without tabs'])
    expect(prose(2000).parse(text)).toBe(text)
  },
)

test.each(['a\u001b[31mb', 'a\u0007', 'a\u007fb', 'a\u009bb'])(
  '%j has a control character, in a title or not',
  (text) => {
    for (const schema of [title, prose(2000)]) expect(messages(schema, text)).toEqual(['has a control character'])
  },
)

test.each(['👩‍👩‍👧‍👦', 'می‌خواهم', 'e\u0301', '\u0300', '日本', '…', 'a\u200bb'])('%s stays as it is', (text) =>
  expect([title.parse(text), prose(2000).parse(text)]).toEqual([text, text]),
)

test('texts that are written back pass, and no longer than for that body', () => {
  const entity = ['a\nb', '\u200b', 'a\tb', 'ZZZ']
  expect(
    parseOver(entity, () => [
      title.parse('a\nb'),
      tags.parse(['y', '\u200b']),
      title.parse('a\tb'),
      currency.parse('ZZZ'),
    ]),
  ).toEqual(['a\nb', ['y', '\u200b'], 'a\tb', 'ZZZ'])
  expect(parseOver(entity, () => messages(title, 'a\nc'))).toEqual(['must be one line, without tabs'])
  expect(() =>
    parseOver(entity, () => {
      throw new Error('refused')
    }),
  ).toThrow('refused')
  expect(messages(title, 'a\nb')).toEqual(['must be one line, without tabs'])
})

const stages = [
  { id: 's', name: 'a\tb' },
  { id: 't', name: 'Won' },
]
const entity = { title: 'a\nb', notes: 'c\nd', tags: ['\u200b', 'x'], stages, currency: 'ZZZ', at: null, version: 3 }

test.each<[string, object, string | undefined]>([
  ['title', { title: ' a\nb ' }, 'a\nb'],
  ['title', { title: 'c\nd' }, undefined],
  ['currency', { currency: 'ZZZ' }, 'ZZZ'],
  ['tags.1', { tags: ['y', '\u200b'] }, '\u200b'],
  ['tags.0', { tags: ['a\nb'] }, undefined],
  ['stages.1.name', { stages: [{ id: 't' }, { id: 's', name: 'a\tb' }] }, 'a\tb'],
  ['stages.0.name', { stages: [{ id: 't', name: 'a\tb' }] }, undefined],
  ['stages.0.name', { stages: [{ name: 'a\tb' }] }, undefined],
  ['version', { version: 3 }, undefined],
  ['nothing.here', {}, undefined],
])('the text at %s of %j is written back only where the entity has it', (path, body, text) =>
  expect(textWrittenBack(body, entity, path.split('.'))).toBe(text),
)
