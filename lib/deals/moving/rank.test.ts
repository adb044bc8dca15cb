import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seeded } from '@/lib/testing/seeded'
import { MAX_RANK_LENGTH, rankBetween, ranksBetween } from './rank'

const isAscending = (keys: string[]) => keys.every((key, i) => !i || keys[i - 1]! < key)

describe('rankBetween', () => {
  test('is strictly between its neighbours, wherever cards are dropped', () => {
    const places = fc.array(fc.nat(), { minLength: 1, maxLength: 200 })
    fc.assert(
      fc.property(places, (drops) => {
        const column: string[] = []
        for (const drop of drops) {
          const place = drop % (column.length + 1)
          column.splice(place, 0, rankBetween(column[place - 1] ?? null, column[place] ?? null))
        }
        expect(isAscending(column)).toBe(true)
      }),
    )
  })

  test('differs between drops into the same gap', () => {
    for (const [lower, upper] of [
      [null, null],
      ['a0', 'a1'],
      ['a0', null],
      [null, 'a0'],
    ] as const) {
      const keys = new Set(Array.from({ length: 50 }, () => rankBetween(lower, upper)))
      expect(keys.size).toBeGreaterThan(10)
    }
  })

  test('stays short at the ends of a column: ten thousand cards on top, or at the bottom', () => {
    let [top, bottom] = [rankBetween(null, null), rankBetween(null, null)]
    for (let i = 0; i < 10_000; i++) {
      top = rankBetween(null, top)
      bottom = rankBetween(bottom, null)
    }
    expect(Math.max(top.length, bottom.length)).toBeLessThan(MAX_RANK_LENGTH / 2)
  })

  test('grows by what a drop into one gap costs, and no faster', () => {
    let [lower, upper] = [rankBetween(null, null), rankBetween('b00', null)]
    const random = seeded('one gap')
    let drops = 0
    while (Math.max(lower.length, upper.length) <= MAX_RANK_LENGTH) {
      const between = rankBetween(lower, upper)
      if (random.chance(0.5)) lower = between
      else upper = between
      drops++
    }
    // The neighbourhood is re-keyed after that many drops at the soonest.
    expect(drops).toBeGreaterThan(30)
  })

  test('throws when there is nothing between', () => expect(() => rankBetween('a0', 'a0')).toThrow())

  test('uses letters and digits only, which every C collation orders as JavaScript does', () => {
    const random = seeded('letters')
    const column = ['a0', 'a1']
    for (let i = 0; i < 500; i++) {
      const place = random.below(column.length + 1)
      column.splice(place, 0, rankBetween(column[place - 1] ?? null, column[place] ?? null))
    }
    expect(column.filter((key) => !/^[0-9A-Za-z]+$/.test(key))).toEqual([])
    const bytes = column.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    expect(bytes).toEqual(column)
  })
})

describe('ranksBetween', () => {
  test('gives as many ascending keys as asked for, between the two', () => {
    const gap = fc.constantFrom<[string | null, string | null]>(
      [null, null],
      ['a0', 'a1'],
      ['a0', null],
      [null, 'a0'],
      ['a0V', 'a0W'],
    )
    fc.assert(
      fc.property(gap, fc.nat(300), ([lower, upper], count) => {
        const keys = ranksBetween(lower, upper, count)
        expect(keys).toHaveLength(count)
        expect(isAscending([lower, ...keys, upper].filter((key) => key !== null))).toBe(true)
      }),
      { numRuns: 30 },
    )
  })

  test('keeps a whole column short', () => {
    const keys = ranksBetween(null, null, 5000)
    expect(Math.max(...keys.map((key) => key.length))).toBeLessThan(8)
  })
})
