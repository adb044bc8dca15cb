/** A rendered row; `start` and `end` are pixels from the top of the list. */
type Row = { index: number; start: number; end: number }

/** The slot, a gap between rows, at `offset` pixels from the top of the list: 0 is above the first row. */
export function slotAt(offset: number, rows: readonly Row[], loaded: number) {
  const row = rows.find(({ start, end }) => offset < (start + end) / 2)
  const slot = row ? row.index : (rows.at(-1)?.index ?? -1) + 1
  return Math.min(slot, loaded)
}

/** The index in the list without the moving rows that a slot of the shown list has. */
export const indexOfSlot = (slot: number, ids: string[], moving: ReadonlySet<string>) =>
  ids.slice(0, slot).filter((id) => !moving.has(id)).length

/** The slot of the shown list that an index in the list without the moving rows has. */
export function slotOfIndex(index: number, ids: string[], moving: ReadonlySet<string>) {
  const above = ids.filter((id) => !moving.has(id))[index - 1]
  return above === undefined ? 0 : ids.indexOf(above) + 1
}

/** Whether the moving rows are at this index already. */
export const isHome = (index: number, ids: string[], moving: ReadonlySet<string>) =>
  [...moving].every((id, i) => ids[index + i] === id)
