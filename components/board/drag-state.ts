/** The deal in the hand; `over` is the gap it would land in, counted in the column as shown. */
export type Drag = { id: string; from: string; over: { stageId: string; slot: number } | null }

/** How the deal in the hand would change a column's count: it leaves (-1), comes (+1) or neither. */
export function effectOn(stageId: string, drag: Drag | null): -1 | 0 | 1 {
  if (!drag?.over || drag.from === drag.over.stageId) return 0
  if (drag.from === stageId) return -1
  return drag.over.stageId === stageId ? 1 : 0
}
