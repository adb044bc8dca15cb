import type { KeyboardEvent, MouseEvent, RefObject } from 'react'
import { flushSync } from 'react-dom'
import { createCell } from '../store/observable'
import { type EditableColumn, isEditable } from './cell-edit'
import type { Edit, Edits } from './edits'
import { type ColumnKey, cellId, columns, headingId } from './rows/columns'
import type { Row } from './rows/row'
import type { RowSelection } from './rows/row-selection'
import type { Rows } from './rows/rows'

/** A cell; without an id, the heading of the column. */
export type Spot = { id: string | undefined; column: ColumnKey }
export type Editing = { opened: Row; column: EditableColumn }
export type Then = 'stay' | 'next' | 'previous' | 'leave'

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

const at = (key: ColumnKey) => columns.findIndex((column) => column.key === key)
const steps: Record<string, [rows: number, columns: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

/** The keys of the table: one cell can be reached by Tab, arrows walk the others, Enter edits. */
export function createGrid({ rows, edits, selection, canEdit, openDeal, askDelete, scroller }: Options) {
  const active = createCell<Spot>({ id: undefined, column: 'title' })
  const editing = createCell<Editing | null>(null)
  let activeRow = -1
  let touched: Element | null = null
  rows.view.subscribe(keepFocus)

  /** The row of the cell is rendered even when it is far away, so that it can be scrolled to. */
  function focus(spot: Spot) {
    flushSync(() => active.set(spot))
    const element = document.getElementById(spot.id ? cellId(spot.id, spot.column) : headingId(spot.column))
    element?.focus({ preventScroll: true })
    element?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }

  async function go(row: number, column: number) {
    const { key } = columns[Math.max(0, Math.min(column, columns.length - 1))]!
    if (row < 0) return focus({ id: undefined, column: key })
    const from = active.get()
    if (row >= rows.view.get().rows.length) await rows.loadUpTo(row + 1)
    const { rows: loaded, next } = rows.view.get()
    // Somebody who went elsewhere in the meantime is left there.
    if (active.get() !== from || (row >= loaded.length && next !== null)) return
    const id = loaded[Math.min(row, loaded.length - 1)]?.id
    if (id) focus({ id, column: key })
  }

  /** At the bottom its rows are loaded, however many, as long as it is in sight. */
  function goToEnd(column: number) {
    scroller.current?.scrollTo(0, scroller.current.scrollHeight)
    return go(rows.view.get().size - 1, column)
  }

  function rowsInSight() {
    const height = document.getElementById(cellId(active.get().id ?? '', 'title'))?.offsetHeight ?? 36
    return Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / height) - 2)
  }

  function press(event: KeyboardEvent) {
    const spot = spotOf(event.target)
    if (!spot || event.altKey || (event.target as HTMLElement).matches('input')) return
    const withControl = event.ctrlKey || event.metaKey
    if (canEdit && spot.id && pressToSelect(event, spot.id)) return event.preventDefault()
    const [row, column, last] = [spot.id ? rows.placeOf(spot.id) : -1, at(spot.column), rows.view.get().size - 1]
    const step = steps[event.key]
    if (withControl && event.key === 'Home') go(0, 0)
    else if (withControl && event.key === 'End') goToEnd(columns.length - 1)
    else if (withControl) return
    else if (step) go(Math.min(row + step[0], last), column + step[1])
    else if (event.key === 'Home') go(row, 0)
    else if (event.key === 'End') go(row, columns.length - 1)
    else if (event.key === 'PageDown') go(Math.min(row + rowsInSight(), last), column)
    else if (event.key === 'PageUp') go(Math.max(0, row - rowsInSight()), column)
    else if (!spot.id) return
    else if (event.key === 'Enter' || event.key === 'F2') start(spot)
    else if (event.key === ' ') openDeal(spot.id)
    else return
    event.preventDefault()
  }

  /** Whether the key says which deals are selected, or deletes them. */
  function pressToSelect({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent, id: string) {
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

  function edit(target: EventTarget) {
    const spot = spotOf(target)
    if (spot) start(spot)
  }

  function start({ id, column }: Spot) {
    const opened = id && edits.shown(id)
    if (!opened || !canEdit || editing.get() || !isEditable(column)) return
    active.set({ id, column })
    editing.set({ opened, column })
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

  function noteFocus(target: EventTarget) {
    const spot = spotOf(target)
    if (!spot) return
    activeRow = spot.id ? rows.placeOf(spot.id) : -1
    active.set(spot)
  }

  /** When the row with the focus is no more here, the one that is now in its place takes it. */
  function keepFocus() {
    const { id, column } = active.get()
    if (!id || rows.placeOf(id) >= 0) {
      activeRow = id ? rows.placeOf(id) : -1
      return
    }
    const { rows: loaded } = rows.view.get()
    const spot = { id: loaded[Math.min(activeRow, loaded.length - 1)]?.id, column }
    const hasFocus = document.activeElement?.closest('tr')?.dataset.deal === id
    editing.set(null)
    if (hasFocus) focus(spot)
    else active.set(spot)
  }

  return {
    active,
    editing,
    press,
    edit,
    click,
    finish,
    noteFocus,
  }
}

function spotOf(target: EventTarget): Spot | undefined {
  const cell = (target as HTMLElement).closest<HTMLElement>('[data-column]')
  if (!cell) return
  return { id: cell.closest('tr')?.dataset.deal, column: cell.dataset.column as ColumnKey }
}
