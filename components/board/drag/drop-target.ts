import type { BoardModel } from '../model/board-model'
import type { DragState } from '../model/drag-state'
import { indexOfSlot, isHome } from './slots'

/** The cell and the index in it where the dragged deals would go; undefined outside of all cells. */
export function dropTargetOf(model: BoardModel, { id, ids: moving, over }: DragState) {
  const cell = over && model.store.cells.at(over.cell)
  if (!cell) return
  const { ids } = model.store.column(cell.key)
  const sorted = ids.includes(id) ? undefined : model.store.sortedIndex(id, cell.key)
  const index = sorted ?? indexOfSlot(over.slot, ids, moving)
  return { cell, index, isHome: isHome(index, ids, moving) }
}
