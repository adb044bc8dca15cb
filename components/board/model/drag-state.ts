/** The dragged deals, in the order of the board; `over.slot` counts in the list as shown. */
export type DragState = {
  /** The deal whose card is dragged, and the cell that it came from. */
  id: string
  from: string
  ids: ReadonlySet<string>
  over: { cell: string; stageId: string; slot: number } | null
  isByKeyboard: boolean
}

/** Whether a stage gains or loses the dragged deals. */
export function effectOn(stageId: string, drag: DragState | null): 'comes' | 'leaves' | undefined {
  if (drag?.over) return drag.over.stageId === stageId ? 'comes' : 'leaves'
}

/** Whether the dragged deals are over this cell and come from another one. */
export const isTargetOf = (cell: string) => (drag: DragState | null) => drag?.over?.cell === cell && drag.from !== cell
