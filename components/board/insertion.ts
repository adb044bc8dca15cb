/** A row of a virtual list: offsets from the top of the list. */
type Row = { index: number; start: number; end: number }

/** The gap of a list that a pointer at `offset` points to: 0 is above the first row, never below the last loaded one. */
export function slotAt(offset: number, rows: readonly Row[], loaded: number) {
  const row = rows.find(({ start, end }) => offset < (start + end) / 2)
  const slot = row ? row.index : (rows.at(-1)?.index ?? -1) + 1
  return Math.min(slot, loaded)
}

/** A gap of the list as shown, in places of the list without the moving row, which stands at `from` (or -1). */
export const indexOfSlot = (slot: number, from: number) => (from >= 0 && slot > from ? slot - 1 : slot)

/** The reverse: the gap of the list as shown. */
export const slotOfIndex = (index: number, from: number) => (from >= 0 && index > from ? index + 1 : index)

export type Step = 'left' | 'right' | 'up' | 'down'
export type Spot = { stageId: string; index: number }

/** One arrow key further. `lengthOf` counts a column's loaded rows without the moving one. */
export function step(spot: Spot, direction: Step, stageIds: string[], lengthOf: (stageId: string) => number): Spot {
  if (direction === 'up') return { ...spot, index: Math.max(0, spot.index - 1) }
  if (direction === 'down') return { ...spot, index: Math.min(lengthOf(spot.stageId), spot.index + 1) }
  const stageId = stageIds[stageIds.indexOf(spot.stageId) + (direction === 'right' ? 1 : -1)]
  return stageId ? { stageId, index: Math.min(spot.index, lengthOf(stageId)) } : spot
}
