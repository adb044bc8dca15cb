import type { Direction } from '../store/cells'

export type CellPosition = { cell: string; index: number }

type Lists = {
  /** The key of the next cell in a direction. */
  beside: (cell: string, direction: Direction) => string | undefined
  /** The number of loaded rows of a cell, without the moving ones. */
  lengthOf: (cell: string) => number
}

/** The position one arrow key further: past the end of a cell it goes on in the next lane. */
export function step({ cell, index }: CellPosition, direction: Direction, { beside, lengthOf }: Lists): CellPosition {
  if (direction === 'up' && index > 0) return { cell, index: index - 1 }
  if (direction === 'down' && index < lengthOf(cell)) return { cell, index: index + 1 }
  const next = beside(cell, direction)
  if (!next) return { cell, index }
  if (direction === 'up') return { cell: next, index: lengthOf(next) }
  return { cell: next, index: direction === 'down' ? 0 : Math.min(index, lengthOf(next)) }
}
