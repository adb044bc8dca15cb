import { createObservable } from '@/components/observable'
import type { Refused } from './cell-edit'
import type { EditableColumn } from './rows/columns'

/** What was typed into cells and could not be saved, by the id of the deal; it stays until it is saved or dropped. */
export function createRefusedCells() {
  const cells = createObservable<ReadonlyMap<string, readonly Refused[]>>(new Map())
  const others = (id: string, column: EditableColumn) =>
    (cells.get().get(id) ?? []).filter((refused) => refused.column !== column)

  return {
    cells,
    find: (id: string, column: EditableColumn) =>
      cells
        .get()
        .get(id)
        ?.find((refused) => refused.column === column),
    keep: (id: string, refused: Refused) =>
      cells.set(new Map(cells.get()).set(id, [...others(id, refused.column), refused])),
    drop(id: string, column: EditableColumn) {
      const left = others(id, column)
      if (left.length < (cells.get().get(id)?.length ?? 0)) cells.set(new Map(cells.get()).set(id, left))
    },
  }
}
