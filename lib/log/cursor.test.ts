import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Cursor, cursorAt, formatCursor, includes, inOrder, isLater, parseCursor } from './cursor'

const read = (text: string) => parseCursor(text)!

test.each(['1795.16402.9', '1795.16402.9-7-8', '1795.16402.9~12.345', '1795.16402.9-7~8.1'])(
  '%s is read as it was written',
  (text) => expect(formatCursor(read(text))).toBe(text),
)

test.each(['', '9', '1.', '.1', 'x.1', '1.x', '1.2.', '1.2.x', '1.2.3-', '1.2.3~4', '-1.2.3', `1.2.${'9'.repeat(21)}`])(
  '%j is no cursor',
  (text) => expect(parseCursor(text)).toBeUndefined(),
)

test('a cursor of an earlier release is of no history that there is', () => {
  expect(isLater(read('1.2.3'), read('99999999999999999999.5'))).toBe(true)
})

test('a cursor of a snapshot includes what the snapshot shows', () => {
  const cursor = cursorAt('1.2', '7:12:7,10')
  const seen = [6, 7, 8, 10, 11, 12, 13].filter((xid) => includes(cursor, { xid: String(xid), seq: 1 }))
  expect(seen).toEqual([6, 8, 11])
  expect(cursorAt('1.2', '12:12:').open).toEqual([])
})

test.each([
  ['1.2.9', '1.2.10'],
  ['1.2.10-8-9', '1.2.10-8'],
  ['1.2.10-8', '1.2.10'],
  ['1.2.10-8', '1.2.10-8~8.1'],
  ['1.2.10-8~8.1', '1.2.10-8~8.2'],
  ['1.2.10-8~8.2', '1.2.10'],
  ['1.2.18446744073709551614', '1.2.18446744073709551615'],
  ['1.2.99', '2.2.5'],
])('%s comes before %s', (before, after) => {
  expect([isLater(read(after), read(before)), isLater(read(before), read(after))]).toEqual([true, false])
  expect(isLater(read(after), read(after))).toBe(false)
})

describe('changes between two moments', () => {
  /** A log as it comes about: transactions write rows in turns, and commit at some moment or never. */
  const history = fc
    .array(fc.record({ rows: fc.integer({ min: 1, max: 4 }), commits: fc.option(fc.nat(30)), begins: fc.nat(20) }), {
      minLength: 1,
      maxLength: 8,
    })
    .map((transactions) => {
      let seq = 0
      const all = transactions.map(({ commits, begins, rows }, i) => ({
        xid: i + 100,
        at: commits === null ? Number.POSITIVE_INFINITY : begins + commits,
        begins,
        rows,
      }))
      const written = all
        .flatMap(({ xid, rows, begins, at }) =>
          Array.from({ length: rows }, (_, i) => ({ xid: String(xid), at, time: Math.min(begins + i, at) })),
        )
        .sort((a, b) => a.time - b.time)
        .map((row) => ({ ...row, seq: ++seq }))
      return { all, written }
    })
  const momentOf = (all: { xid: number; at: number }[], time: number): Cursor => {
    const done = all.filter(({ at }) => at <= time).map(({ xid }) => xid)
    const end = Math.max(99, ...done) + 1
    const open = all.filter(({ xid, at }) => xid < end && at > time).map(({ xid }) => BigInt(xid))
    return { history: '1.2', end: BigInt(end), open }
  }

  test('are had once by whoever breaks off anywhere and comes back later, under ever later cursors', () => {
    fc.assert(
      fc.property(history, fc.array(fc.tuple(fc.nat(60), fc.nat(20)), { maxLength: 6 }), ({ all, written }, stops) => {
        const times = [...stops].sort(([a], [b]) => a - b)
        let cursor = momentOf(all, -1)
        const had: number[] = []
        for (const [time, most] of [...times, [100, 1000] as [number, number]]) {
          const missing = written.filter((row) => row.at <= time && !includes(cursor, row))
          const placed = inOrder(missing, cursor, momentOf(all, time)).slice(0, most)
          for (const { row, cursor: next } of placed) {
            expect(isLater(next, cursor)).toBe(true)
            expect(includes(next, row)).toBe(true)
            cursor = parseCursor(formatCursor(next))!
            had.push(row.seq)
          }
        }
        const committed = written.filter(({ at }) => at <= 100).map(({ seq }) => seq)
        expect(had.toSorted((a, b) => a - b)).toEqual(committed)
      }),
      { numRuns: 500 },
    )
  })

  test('keep the rows of a transaction together, after those of whom it waited for', () => {
    const rows = [
      { xid: '101', seq: 1 },
      { xid: '100', seq: 2 },
      { xid: '100', seq: 3 },
      { xid: '101', seq: 4 },
    ]
    const to = cursorAt('1.2', '102:102:')
    const placed = inOrder(rows, cursorAt('1.2', '100:100:'), to)
    expect(placed.map(({ row, cursor }) => [row.seq, formatCursor(cursor)])).toEqual([
      [2, '1.2.100~100.2'],
      [3, '1.2.101'],
      [1, '1.2.101~101.1'],
      [4, '1.2.102'],
    ])
  })
})
