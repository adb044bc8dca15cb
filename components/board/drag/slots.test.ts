import { describe, expect, it } from 'vitest'
import { indexOfSlot, isHome, slotAt, slotOfIndex } from './slots'

const rows = [
  { index: 4, start: 400, end: 480 },
  { index: 5, start: 488, end: 568 },
]

describe('slotAt', () => {
  it('is above a row in its upper half and below it in its lower half', () => {
    expect(slotAt(439, rows, 10)).toBe(4)
    expect(slotAt(441, rows, 10)).toBe(5)
    expect(slotAt(900, rows, 10)).toBe(6)
    expect(slotAt(-50, rows, 10)).toBe(4)
  })

  it('is never below the last loaded row, and 0 in an empty column', () => {
    expect(slotAt(900, rows, 5)).toBe(5)
    expect(slotAt(300, [], 0)).toBe(0)
  })
})

describe('gaps with and without the moving rows', () => {
  const ids = ['a', 'b', 'c', 'd', 'e']
  const one = new Set(['c'])
  const some = new Set(['b', 'd'])

  it('are counted past them', () => {
    expect([0, 1, 2, 3, 4].map((slot) => indexOfSlot(slot, ids, one))).toEqual([0, 1, 2, 2, 3])
    expect([0, 1, 2, 3].map((index) => slotOfIndex(index, ids, one))).toEqual([0, 1, 2, 4])
    expect([0, 1, 2, 3, 4, 5].map((slot) => indexOfSlot(slot, ids, some))).toEqual([0, 1, 1, 2, 2, 3])
    expect([0, 1, 2, 3].map((index) => slotOfIndex(index, ids, some))).toEqual([0, 1, 3, 5])
    expect(indexOfSlot(3, ids, new Set(['x']))).toBe(3)
  })

  it('are home where nothing would change', () => {
    expect([1, 2, 3].map((index) => isHome(index, ids, one))).toEqual([false, true, false])
    expect([0, 1, 2].map((index) => isHome(index, ids, some))).toEqual([false, false, false])
    expect([0, 1, 2].map((index) => isHome(index, ids, new Set(['b', 'c'])))).toEqual([false, true, false])
    expect(isHome(0, ids, new Set(['x']))).toBe(false)
  })
})
