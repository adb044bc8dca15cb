import type { ColumnKey } from './rows/columns'

/** A cell; without an id, the heading of the column. */
export type Spot = { id: string | undefined; column: ColumnKey }

export function spotOf(target: EventTarget): Spot | undefined {
  const cell = (target as HTMLElement).closest<HTMLElement>('[data-column]')
  if (!cell) return
  return { id: cell.closest('tr')?.dataset.deal, column: cell.dataset.column as ColumnKey }
}
