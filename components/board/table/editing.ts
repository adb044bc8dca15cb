import { flushSync } from 'react-dom'
import type { Surroundings } from '@/components/deals/deal-draft'
import { kindOf } from '@/components/fields/kinds'
import type { Observable } from '@/components/observable'
import { dealFields } from '@/lib/fields/deal'
import type { ActiveCell } from './active-cell'
import { draftOfText, type Refused, readCells } from './cell-edit'
import type { Edits } from './edits'
import { columns, type EditableColumn, isEditable, labelOf } from './rows/columns'
import type { GridCell } from './rows/grid-cell'
import type { Row } from './rows/row'
import type { Rows } from './rows/rows'

/** The cell that is edited: its row as it was then, and what was refused of an earlier edit unless it `isReplaced`. */
export type Editing = { opened: Row; column: EditableColumn; refused: Refused | undefined; isReplaced: boolean }
export type AfterEdit = 'stay' | 'next' | 'previous' | 'leave'

type Options = {
  editing: Observable<Editing | null>
  rows: Rows
  edits: Edits
  canEdit: boolean
  around: () => Surroundings
  activeCell: Pick<ActiveCell, 'active' | 'focus'>
}

export function createCellEditing({ editing, rows, edits, canEdit, around, activeCell: { active, focus } }: Options) {
  /** What was typed into the open editor; undefined before. */
  let typed: unknown

  /** Opens the editor at once, so that the key that opens an empty one is typed into it; else returns false. */
  function start({ id, column }: GridCell, isReplaced = false) {
    const opened = id && edits.shown(id)
    if (!opened || !canEdit || editing.get() || !isEditable(column)) return false
    typed = undefined
    const refused = isReplaced ? undefined : edits.refused.find(id, column)
    flushSync(() => {
      active.set({ id, column })
      editing.set({ opened, column, refused, isReplaced })
    })
    return true
  }

  function empty({ id, column }: GridCell) {
    const row = id && edits.shown(id)
    if (row && canEdit && isEditable(column)) edits.save(row, { [column]: draftOfText(column, '') })
  }

  /** Closes the editor and goes on. */
  function close(opened: Row, column: EditableColumn, then: AfterEdit) {
    flushSync(() => editing.set(null))
    const cell = { id: opened.id, column }
    if (then === 'stay') focus(cell)
    if (then === 'next' || then === 'previous') editBeside(cell, then === 'next' ? 1 : -1)
  }

  /** Drops what was typed. */
  function cancel() {
    const { opened, column } = editing.get() ?? {}
    if (!opened || !column) return
    edits.refused.drop(opened.id, column)
    close(opened, column, 'stay')
  }

  /** Saves what was typed. What cannot be read keeps the editor open and is returned, or waits in its cell when that is left. */
  function finish(draft: unknown, then: AfterEdit): Refused | undefined {
    const { opened, column, refused } = editing.get() ?? {}
    if (!opened || !column) return
    const isLeft = then === 'leave'
    const [wrong] = readCells(opened, { [column]: draft }, around()).refused
    if (wrong) {
      if (!isLeft) return wrong
      edits.refused.keep(opened.id, wrong)
    } else if (!isLeft || draft !== refused?.draft) edits.save(opened, { [column]: draft })
    close(opened, column, then)
  }

  function note(draft: unknown) {
    typed = draft
  }

  /** Closes the editor of a row that is gone; returns what was typed there, in words. */
  function abandon() {
    const { column } = editing.get() ?? {}
    editing.set(null)
    const text = column && typed !== undefined && kindOf(dealFields[column]).typed(typed)
    return text ? `You typed “${text}” into ${labelOf(column)}.` : ''
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

  return { start, empty, note, finish, cancel, abandon }
}
