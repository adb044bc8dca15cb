import type { KeyboardEvent, MouseEvent, RefObject } from 'react'
import type { Surroundings } from '@/components/deals/deal-draft'
import { createObservable } from '@/components/observable'
import { latinKey } from '@/components/ui/latin-key'
import { type ActiveCell, createActiveCell, type OnGone } from './active-cell'
import { createCellEditing, type Editing } from './editing'
import type { Edits } from './edits'
import { type ColumnKey, cellId, columns } from './rows/columns'
import { type GridCell, gridCellOf, isInput } from './rows/grid-cell'
import type { RowSelection } from './rows/row-selection'
import type { Rows } from './rows/rows'

export type Grid = ReturnType<typeof createGrid>

type Options = {
  rows: Rows
  edits: Edits
  selection: RowSelection
  canEdit: boolean
  around: () => Surroundings
  openDeal: (id: string) => void
  askDelete: (ids: string[]) => void
  onGone: OnGone
  scroller: RefObject<HTMLElement | null>
}

const steps: Record<string, [rows: number, columns: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

/** Keys that write a character, but for those of the page: / searches, ? lists the keys. */
const writing = /^(?:[^\s/?]|Dead|Process)$/u

/** The keys and clicks of the table, after the ARIA grid pattern. */
export function createGrid({
  rows,
  edits,
  selection,
  canEdit,
  around,
  openDeal,
  askDelete,
  onGone,
  scroller,
}: Options) {
  const editing = createObservable<Editing | null>(null)
  const activeCell = createActiveCell({ rows, scroller, onGone, abandon: () => abandon() })
  const { start, empty, note, finish, cancel, abandon } = createCellEditing({
    editing,
    rows,
    edits,
    canEdit,
    around,
    activeCell,
  })
  const pressToGo = createWalk(rows, activeCell)
  const pressToSelect = createSelectionKeys({ rows, selection, askDelete, activeCell })
  let touched: Element | null = null

  function press(event: KeyboardEvent) {
    const cell = gridCellOf(event.target)
    if (!cell || event.altKey || isInput(event.target)) return
    if (canEdit && cell.id && pressToSelect(event, cell.id)) return event.preventDefault()
    if (pressToGo(event, cell)) return event.preventDefault()
    if (event.ctrlKey || event.metaKey || !cell.id) return
    if (writing.test(event.key)) return start(cell, true) && event.stopPropagation()
    if (event.key === 'Enter' || event.key === 'F2') start(cell)
    else if (event.key === 'Delete' || event.key === 'Backspace') empty(cell)
    else if (event.key === ' ') openDeal(cell.id)
    else return
    event.preventDefault()
  }

  function edit(target: EventTarget) {
    const cell = gridCellOf(target)
    if (cell) start(cell)
  }

  /** Edits a cell that is tapped twice, as touch has no double click. */
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
    note,
    finish,
    cancel,
    /** Edits a cell again if the focus is still on it. */
    resume(cell: GridCell & { id: string }) {
      if (document.activeElement?.id === cellId(cell.id, cell.column)) start(cell)
    },
    noteFocus: activeCell.noteFocus,
  }
}

/** Returns a handler that is true for a key that goes to another cell. */
function createWalk(rows: Rows, { go, goToEnd, visibleRowCount }: ActiveCell) {
  return ({ key, ctrlKey, metaKey }: KeyboardEvent, cell: GridCell) => {
    const [row, column, last] = [cell.id ? rows.indexOf(cell.id) : -1, at(cell.column), rows.state.get().size - 1]
    const step = steps[key]
    if (ctrlKey || metaKey) {
      if (key === 'Home') go(0, 0)
      else if (key === 'End') goToEnd(columns.length - 1)
      else return false
    } else if (step) go(Math.min(row + step[0], last), column + step[1])
    else if (key === 'Home') go(row, 0)
    else if (key === 'End') go(row, columns.length - 1)
    else if (key === 'PageDown') go(Math.min(row + visibleRowCount(), last), column)
    else if (key === 'PageUp') go(Math.max(0, row - visibleRowCount()), column)
    else return false
    return true
  }
}

const at = (key: ColumnKey) => columns.findIndex((column) => column.key === key)

type Selecting = Pick<Options, 'rows' | 'selection' | 'askDelete'> & { activeCell: ActiveCell }

/** Returns a handler that is true for a key that selects or deletes rows. */
function createSelectionKeys({ rows, selection, askDelete, activeCell: { active, focus } }: Selecting) {
  return (event: KeyboardEvent, id: string) => {
    const { key, ctrlKey, metaKey, shiftKey } = event
    const step = steps[key]?.[0]
    if (ctrlKey || metaKey) {
      if (latinKey(event) === 'a') selection.all()
      else if (key === 'Delete' || key === 'Backspace') askDelete(selection.groupOf(id))
      else return false
    } else if (shiftKey && step) {
      const next = rows.state.get().rows[rows.indexOf(id) + step]?.id
      if (next) {
        selection.extendTo(next, id)
        focus({ id: next, column: active.get().column })
      }
    } else if (shiftKey && key === ' ') selection.toggle(id)
    else return false
    return true
  }
}
