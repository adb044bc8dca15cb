import type { KeyboardEvent, MouseEvent, RefObject } from 'react'
import { createCell } from '../store/observable'
import { type ActiveCell, createActiveCell } from './active-cell'
import { createCellEditing, type Editing } from './editing'
import type { Edits } from './edits'
import { type ColumnKey, columns } from './rows/columns'
import type { RowSelection } from './rows/row-selection'
import type { Rows } from './rows/rows'
import { type Spot, spotOf } from './spot'

export type Grid = ReturnType<typeof createGrid>

type Options = {
  rows: Rows
  edits: Edits
  selection: RowSelection
  canEdit: boolean
  openDeal: (id: string) => void
  askDelete: (ids: string[]) => void
  scroller: RefObject<HTMLElement | null>
}

const steps: Record<string, [rows: number, columns: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

/** The keys of the table: one cell can be reached by Tab, arrows walk the others, Enter edits. */
export function createGrid({ rows, edits, selection, canEdit, openDeal, askDelete, scroller }: Options) {
  const editing = createCell<Editing | null>(null)
  const activeCell = createActiveCell({ rows, scroller, onGone: () => editing.set(null) })
  const { start, finish } = createCellEditing({ editing, rows, edits, canEdit, activeCell })
  const pressToGo = createWalk(rows, activeCell)
  const pressToSelect = createSelectionKeys({ rows, selection, askDelete, activeCell })
  let touched: Element | null = null

  function press(event: KeyboardEvent) {
    const spot = spotOf(event.target)
    if (!spot || event.altKey || (event.target as HTMLElement).matches('input')) return
    if (canEdit && spot.id && pressToSelect(event, spot.id)) return event.preventDefault()
    if (pressToGo(event, spot)) return event.preventDefault()
    if (event.ctrlKey || event.metaKey || !spot.id) return
    if (event.key === 'Enter' || event.key === 'F2') start(spot)
    else if (event.key === ' ') openDeal(spot.id)
    else return
    event.preventDefault()
  }

  function edit(target: EventTarget) {
    const spot = spotOf(target)
    if (spot) start(spot)
  }

  /** A finger has no double click: it edits the cell that it touches once more. */
  function click(event: MouseEvent) {
    const { target, nativeEvent } = event
    const cell = (target as Element).closest('td')
    const id = cell?.closest('tr')?.dataset.deal
    if (canEdit && id && !editing.get() && selection.click(id, event)) return event.preventDefault()
    if (cell && cell === touched && (nativeEvent as PointerEvent).pointerType === 'touch') edit(cell)
    touched = cell
  }

  return {
    active: activeCell.active,
    editing,
    press,
    edit,
    click,
    finish,
    noteFocus: activeCell.noteFocus,
  }
}

/** Whether the key goes to another cell. */
function createWalk(rows: Rows, { go, goToEnd, rowsInSight }: ActiveCell) {
  return ({ key, ctrlKey, metaKey }: KeyboardEvent, spot: Spot) => {
    const [row, column, last] = [spot.id ? rows.placeOf(spot.id) : -1, at(spot.column), rows.view.get().size - 1]
    const step = steps[key]
    if (ctrlKey || metaKey) {
      if (key === 'Home') go(0, 0)
      else if (key === 'End') goToEnd(columns.length - 1)
      else return false
    } else if (step) go(Math.min(row + step[0], last), column + step[1])
    else if (key === 'Home') go(row, 0)
    else if (key === 'End') go(row, columns.length - 1)
    else if (key === 'PageDown') go(Math.min(row + rowsInSight(), last), column)
    else if (key === 'PageUp') go(Math.max(0, row - rowsInSight()), column)
    else return false
    return true
  }
}

const at = (key: ColumnKey) => columns.findIndex((column) => column.key === key)

type Selecting = Pick<Options, 'rows' | 'selection' | 'askDelete'> & { activeCell: ActiveCell }

/** Whether the key says which deals are selected, or deletes them. */
function createSelectionKeys({ rows, selection, askDelete, activeCell: { active, focus } }: Selecting) {
  return ({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent, id: string) => {
    const letter = key.toLowerCase()
    const step = steps[key]?.[0]
    if (ctrlKey || metaKey) {
      if (letter !== 'a') return false
      selection.all()
    } else if (shiftKey && step) {
      const next = rows.view.get().rows[rows.placeOf(id) + step]?.id
      if (next) {
        selection.extendTo(next, id)
        focus({ id: next, column: active.get().column })
      }
    } else if (letter === 'x') selection.toggle(id)
    else if (key === 'Delete') askDelete(selection.around(id))
    else return false
    return true
  }
}
