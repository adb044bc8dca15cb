import { flushSync } from 'react-dom'
import type { Observable } from '../store/observable'
import type { ActiveCell } from './active-cell'
import { type CellEdit, type EditableColumn, isEditable } from './cell-edit'
import type { Edits } from './edits'
import type { GridCell } from './grid-cell'
import { columns } from './rows/columns'
import type { Row } from './rows/row'
import type { Rows } from './rows/rows'

export type Editing = { opened: Row; column: EditableColumn }
export type AfterEdit = 'stay' | 'next' | 'previous' | 'leave'

type Options = {
  editing: Observable<Editing | null>
  rows: Rows
  edits: Edits
  canEdit: boolean
  activeCell: Pick<ActiveCell, 'active' | 'focus'>
}

export function createCellEditing({ editing, rows, edits, canEdit, activeCell: { active, focus } }: Options) {
  function start({ id, column }: GridCell) {
    const opened = id && edits.shown(id)
    if (!opened || !canEdit || editing.get() || !isEditable(column)) return
    active.set({ id, column })
    editing.set({ opened, column })
  }

  /** Closes the editor and saves the edit; undefined keeps the value. */
  function finish(change: CellEdit | undefined, then: AfterEdit) {
    const { opened, column } = editing.get() ?? {}
    if (!opened || !column) return
    flushSync(() => editing.set(null))
    if (change) edits.save(opened, change)
    const cell = { id: opened.id, column }
    if (then === 'stay') focus(cell)
    if (then === 'next' || then === 'previous') editBeside(cell, then === 'next' ? 1 : -1)
  }

  function editBeside({ id, column }: GridCell & { id: string }, step: 1 | -1) {
    const cells = columns.filter(({ key }) => isEditable(key))
    const index = rows.indexOf(id) * cells.length + cells.findIndex(({ key }) => key === column) + step
    const row = rows.state.get().rows[Math.floor(index / cells.length)]
    if (!row) return focus({ id, column })
    const cell = { id: row.id, column: cells[index % cells.length]!.key }
    focus(cell)
    start(cell)
  }

  return { start, finish }
}
