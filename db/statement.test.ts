import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
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

const counting = (many: boolean) =>
  statement(
    () =>
      sql`select i, 6000 / (i - ${sql.placeholder('hole')}::int) from generate_series(1, ${sql.placeholder('rows')}::int) i`,
    ([i]) => i,
    true,
    many,
  )

test.each([true, false])(
  'fails where a later row does, and the next one on the connection is whole: many %s',
  async (many) => {
    const count = counting(many)
    const failing = () => expect(count(globalDb(), { rows: 1000, hole: 550 })).rejects.toThrow('division by zero')
    await Promise.all(Array.from({ length: 30 }, failing))
    for (let i = 0; i < 30; i++) expect(await count(globalDb(), { rows: 3, hole: -1 })).toEqual([1, 2, 3])
    await Promise.all(Array.from({ length: 30 }, failing))
    for (let i = 0; i < 30; i++) expect([...(await globalDb().execute(sql`select 1 as one`))]).toEqual([{ one: 1 }])
  },
)

describe('a statement with many rows', () => {
  const count = counting(true)

  test.each([0, 1, 100, 101, 1000])('gives all %i of them in order', async (rows) => {
    const expected = Array.from({ length: rows }, (_, i) => i + 1)
    expect(await count(globalDb(), { rows, hole: -1 })).toEqual(expected)
    expect(await globalDb().transaction((tx) => count(tx, { rows, hole: -1 }))).toEqual(expected)
  })

  test('lets others go between', async () => {
    let others = 0
    let again = true
    const next = () => setImmediate(() => ++others && again && next())
    next()
    await count(globalDb(), { rows: 5000, hole: -1 })
    again = false
    expect(others).toBeGreaterThan(50)
  })
})
