/** The deals in the hand, in the order of the board; `over` is the gap they would land in, counted in the list as shown. */
export type Drag = {
  /** The one that was taken hold of, and the cell it stood in. */
  id: string
  from: string
  ids: ReadonlySet<string>
  over: { cell: string; stageId: string; slot: number } | null
}

/** The stage that they are over, as another stage sees it. */
export function effectOn(stageId: string, drag: Drag | null): 'comes' | 'leaves' | undefined {
  if (drag?.over) return drag.over.stageId === stageId ? 'comes' : 'leaves'
}

/** Whether they are over this cell and would come into it. */
export const isTargetOf = (cell: string) => (drag: Drag | null) => drag?.over?.cell === cell && drag.from !== cell
