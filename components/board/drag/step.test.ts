import { describe, expect, it } from 'vitest'
import type { Direction } from '../store/cells'
import { step } from './step'

describe('step', () => {
  const stages = ['a', 'b', 'c']
  const lengths: Record<string, number> = { a: 3, b: 1, c: 0 }
  const beside = (cell: string, way: Direction) =>
    stages[stages.indexOf(cell) + ({ left: -1, right: 1 }[way as string] ?? 9)]
  const from = (cell: string, index: number, direction: Direction) =>
    step({ cell, index }, direction, { beside, lengthOf: (cell) => lengths[cell]! })

  it('changes the place within the column and stops at its ends', () => {
    expect(from('a', 1, 'up')).toEqual({ cell: 'a', index: 0 })
    expect(from('a', 0, 'up')).toEqual({ cell: 'a', index: 0 })
    expect(from('a', 3, 'down')).toEqual({ cell: 'a', index: 3 })
  })

  it('changes the column, as far down as that one has deals', () => {
    expect(from('a', 3, 'right')).toEqual({ cell: 'b', index: 1 })
    expect(from('b', 1, 'right')).toEqual({ cell: 'c', index: 0 })
    expect(from('c', 0, 'right')).toEqual({ cell: 'c', index: 0 })
    expect(from('a', 2, 'left')).toEqual({ cell: 'a', index: 2 })
  })

  it('goes on to the next lane, from the end of one to the beginning of the other', () => {
    const lanes = {
      beside: (cell: string, way: Direction) => ({ a: { down: 'b' }, b: { up: 'a' } })[cell]?.[way as never],
    }
    const at = (cell: string, index: number, way: Direction) =>
      step({ cell, index }, way, { ...lanes, lengthOf: (cell) => lengths[cell]! })
    expect(at('a', 3, 'down')).toEqual({ cell: 'b', index: 0 })
    expect(at('b', 0, 'up')).toEqual({ cell: 'a', index: 3 })
    expect(at('b', 1, 'down')).toEqual({ cell: 'b', index: 1 })
  })
})
