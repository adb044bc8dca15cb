/** A row of a virtual list: offsets from the top of the list. */
type Row = { index: number; start: number; end: number }

/** The gap of a list that a pointer at `offset` points to: 0 is above the first row, never below the last loaded one. */
export function slotAt(offset: number, rows: readonly Row[], loaded: number) {
  const row = rows.find(({ start, end }) => offset < (start + end) / 2)
  const slot = row ? row.index : (rows.at(-1)?.index ?? -1) + 1
  return Math.min(slot, loaded)
}

/** A gap of the list as shown, in places of the list without the moving rows. */
export const indexOfSlot = (slot: number, ids: string[], moving: ReadonlySet<string>) =>
  ids.slice(0, slot).filter((id) => !moving.has(id)).length

/** The reverse: the gap of the list as shown. */
export function slotOfIndex(index: number, ids: string[], moving: ReadonlySet<string>) {
  const above = ids.filter((id) => !moving.has(id))[index - 1]
  return above === undefined ? 0 : ids.indexOf(above) + 1
}

/** Whether rows moved to that place stand as they do now. */
export const isHome = (index: number, ids: string[], moving: ReadonlySet<string>) =>
  [...moving].every((id, i) => ids[index + i] === id)

export type Step = 'left' | 'right' | 'up' | 'down'
export type Spot = { cell: string; index: number }

type Lists = {
  /** The key of the next list that way. */
  beside: (cell: string, direction: Step) => string | undefined
  /** How many loaded rows it has without the moving ones. */
  lengthOf: (cell: string) => number
}

/** One arrow key further: past the end of a list to the next lane, where there is one. */
export function step({ cell, index }: Spot, direction: Step, { beside, lengthOf }: Lists): Spot {
  if (direction === 'up' && index > 0) return { cell, index: index - 1 }
  if (direction === 'down' && index < lengthOf(cell)) return { cell, index: index + 1 }
  const next = beside(cell, direction)
  if (!next) return { cell, index }
  if (direction === 'up') return { cell: next, index: lengthOf(next) }
  return { cell: next, index: direction === 'down' ? 0 : Math.min(index, lengthOf(next)) }
}
