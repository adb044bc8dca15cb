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
export type Spot = { stageId: string; index: number }

/** One arrow key further. `lengthOf` counts a column's loaded rows without the moving ones. */
export function step(spot: Spot, direction: Step, stageIds: string[], lengthOf: (stageId: string) => number): Spot {
  if (direction === 'up') return { ...spot, index: Math.max(0, spot.index - 1) }
  if (direction === 'down') return { ...spot, index: Math.min(lengthOf(spot.stageId), spot.index + 1) }
  const stageId = stageIds[stageIds.indexOf(spot.stageId) + (direction === 'right' ? 1 : -1)]
  return stageId ? { stageId, index: Math.min(spot.index, lengthOf(stageId)) } : spot
}
