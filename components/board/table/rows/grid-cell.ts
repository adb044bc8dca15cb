import type { ColumnKey } from './columns'

/** A cell of the table; without an id, the heading of a column. */
export type GridCell = { id: string | undefined; column: ColumnKey }

export const isInput = (target: EventTarget) => (target as Element).matches('input, textarea, select')

export function gridCellOf(target: EventTarget): GridCell | undefined {
  const cell = (target as HTMLElement).closest<HTMLElement>('[data-column]')
  if (!cell) return
  return { id: cell.closest('tr')?.dataset.deal, column: cell.dataset.column as ColumnKey }
}
