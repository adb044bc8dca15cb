import { flushSync } from 'react-dom'
import type { Cell } from '../store/observable'
import type { ActiveCell } from './active-cell'
import { type EditableColumn, isEditable } from './cell-edit'
import type { Edit, Edits } from './edits'
import { columns } from './rows/columns'
import type { Row } from './rows/row'
import type { Rows } from './rows/rows'
import type { Spot } from './spot'

export type Editing = { opened: Row; column: EditableColumn }
export type Then = 'stay' | 'next' | 'previous' | 'leave'

type Options = {
  editing: Cell<Editing | null>
  rows: Rows
  edits: Edits
  canEdit: boolean
  activeCell: Pick<ActiveCell, 'active' | 'focus'>
}

/** Opens the editor of one cell at a time, and goes on to the next one. */
export function createCellEditing({ editing, rows, edits, canEdit, activeCell: { active, focus } }: Options) {
  function start({ id, column }: Spot) {
    const opened = id && edits.shown(id)
    if (!opened || !canEdit || editing.get() || !isEditable(column)) return
    active.set({ id, column })
    editing.set({ opened, column })
  }

  /** Undefined leaves the value as it was. */
  function finish(change: Edit | undefined, then: Then) {
    const { opened, column } = editing.get() ?? {}
    if (!opened || !column) return
    flushSync(() => editing.set(null))
    if (change) edits.save(opened, change)
    const spot = { id: opened.id, column }
    if (then === 'stay') focus(spot)
    if (then === 'next' || then === 'previous') editBeside(spot, then === 'next' ? 1 : -1)
  }

  function editBeside({ id, column }: Spot & { id: string }, step: 1 | -1) {
    const cells = columns.filter(({ key }) => isEditable(key))
    const index = rows.placeOf(id) * cells.length + cells.findIndex(({ key }) => key === column) + step
    const row = rows.view.get().rows[Math.floor(index / cells.length)]
    if (!row) return focus({ id, column })
    const spot = { id: row.id, column: cells[index % cells.length]!.key }
    focus(spot)
    start(spot)
  }

  return { start, finish }
}
