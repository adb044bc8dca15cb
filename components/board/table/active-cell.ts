import type { RefObject } from 'react'
import { flushSync } from 'react-dom'
import { createCell } from '../store/observable'
import { cellId, columns, headingId } from './rows/columns'
import type { Rows } from './rows/rows'
import { type Spot, spotOf } from './spot'

type Options = {
  rows: Rows
  scroller: RefObject<HTMLElement | null>
  /** The row of the active cell is no more here. */
  onGone: () => void
}

export type ActiveCell = ReturnType<typeof createActiveCell>

/** The one cell that can be reached by Tab: where it is, how it goes elsewhere, and what becomes of it without its row. */
export function createActiveCell({ rows, scroller, onGone }: Options) {
  const active = createCell<Spot>({ id: undefined, column: 'title' })
  let activeRow = -1
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
    onGone()
    if (hasFocus) focus(spot)
    else active.set(spot)
  }

  return { active, focus, go, goToEnd, rowsInSight, noteFocus }
}
