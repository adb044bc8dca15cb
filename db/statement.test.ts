import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { globalDb } from './client'
import { byShape, statement } from './statement'

const double = (prepare?: boolean) =>
  statement(
    () => sql`select ${sql.placeholder('n')}::int * 2`,
    ([n]) => n,
    prepare,
  )

test.each([true, false])('answers the same whether it is prepared: %s', async (prepare) => {
  expect(await double(prepare)(globalDb(), { n: 21 })).toEqual([42])
})

test('fails for a value that is not given', async () => {
  await expect(double()(globalDb(), {})).rejects.toThrow('"n"')
})

test('only the first shapes are prepared and kept', () => {
  const shapes = byShape<{ prepare: boolean }>(2)
  const ask = (shape: string) => shapes(shape, (prepare) => ({ prepare }))
  const [first, second, third] = [ask('a'), ask('b'), ask('c')]
  expect([first, second, third].map(({ prepare }) => prepare)).toEqual([true, true, false])
  expect(ask('a')).toBe(first)
  expect(ask('c')).not.toBe(third)
})
