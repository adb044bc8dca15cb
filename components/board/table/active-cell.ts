import type { RefObject } from 'react'
import { flushSync } from 'react-dom'
import { createObservable } from '@/components/observable'
import { cellId, columns, headingId } from './rows/columns'
import { type GridCell, gridCellOf } from './rows/grid-cell'
import type { Rows } from './rows/rows'

/** Hears which row has gone with the focus and what was typed into it, and which one has the focus now. */
export type OnGone = (
  gone: { id: string; title: string; typed: string },
  next: { title: string; element: Element } | undefined,
) => void

type Options = {
  rows: Rows
  scroller: RefObject<HTMLElement | null>
  /** Closes the editor of a row that is removed; returns what was typed there, in words. */
  abandon: () => string
  onGone: OnGone
}

export type ActiveCell = ReturnType<typeof createActiveCell>

/** The cell of the table that Tab reaches, and how the focus moves to others. */
export function createActiveCell({ rows, scroller, abandon, onGone }: Options) {
  const active = createObservable<GridCell>({ id: undefined, column: 'title' })
  let place = { row: -1, title: '' }
  rows.state.subscribe(keepFocus)

  /** Makes a cell active and focuses it, wherever its row is. */
  function focus(cell: GridCell) {
    flushSync(() => active.set(cell))
    const element = document.getElementById(cell.id ? cellId(cell.id, cell.column) : headingId(cell.column))
    element?.focus({ preventScroll: true })
    element?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }

  async function go(row: number, column: number) {
    const { key } = columns[Math.max(0, Math.min(column, columns.length - 1))]!
    if (row < 0) return focus({ id: undefined, column: key })
    const from = active.get()
    if (row >= rows.state.get().rows.length) await rows.loadUpTo(row + 1)
    const { rows: loaded, next } = rows.state.get()
    // The focus may have moved on while the rows were loading.
    if (active.get() !== from || (row >= loaded.length && next !== null)) return
    const id = loaded[Math.min(row, loaded.length - 1)]?.id
    if (id) focus({ id, column: key })
  }

  /** Scrolls to the end and makes the last row active once all rows are loaded. */
  function goToEnd(column: number) {
    scroller.current?.scrollTo(0, scroller.current.scrollHeight)
    return go(rows.state.get().size - 1, column)
  }

  function visibleRowCount() {
    const height = document.getElementById(cellId(active.get().id ?? '', 'title'))?.offsetHeight ?? 36
    return Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / height) - 2)
  }

  function noteFocus(target: EventTarget) {
    const cell = gridCellOf(target)
    if (!cell) return
    notePlace(cell.id)
    active.set(cell)
  }

  function notePlace(id = '') {
    place = { row: rows.indexOf(id), title: rows.rowOf(id)?.title ?? '' }
  }

  /** Gives the focus of a removed row to the row now in its place. */
  function keepFocus() {
    const { id, column } = active.get()
    if (!id || rows.indexOf(id) >= 0) return notePlace(id)
    const { rows: loaded } = rows.state.get()
    const next = loaded[Math.min(place.row, loaded.length - 1)]
    const cell = { id: next?.id, column }
    const gone = { id, title: place.title, typed: abandon() }
    if (document.activeElement?.closest('tr')?.dataset.deal !== id) return active.set(cell)
    focus(cell)
    onGone(gone, next && { title: next.title, element: document.activeElement! })
  }

  return { active, focus, go, goToEnd, visibleRowCount, noteFocus }
}
