import type { ClipboardEvent } from 'react'
import type { Surroundings } from '@/components/deals/deal-draft'
import { shownCount, shownDeals } from '@/components/format'
import { toast } from '@/components/ui/overlays/toast'
import { guarded, htmlOf, readTsv, writeTsv } from '@/lib/values/tsv'
import type { BoardModel } from '../model/board-model'
import { draftOfText, type Reading, textOf } from './cell-edit'
import type { Edits } from './edits'
import type { Grid } from './grid'
import { type ColumnKey, columns, isEditable, labelOf } from './rows/columns'
import { isInput } from './rows/grid-cell'
import type { Row } from './rows/row'
import type { Rows } from './rows/rows'

const MOST_ROWS = 200

type Options = {
  model: BoardModel
  rows: Rows
  edits: Edits
  grid: Grid
  canEdit: boolean
  around: () => Surroundings
}

export type Clipboard = ReturnType<typeof createClipboard>

/** Copies cells to the clipboard and pastes them, as spreadsheets do. */
export function createClipboard({ model, rows, edits, grid: { active }, canEdit, around }: Options) {
  const { selection, speech } = model
  const textIn = (row: Row, column: ColumnKey) => textOf(column, edits.shown(row.id) ?? row, around())

  /** Copies the selected rows, or else the active cell. */
  function copy(event: ClipboardEvent) {
    const { id, column } = active.get()
    const row = id && rows.rowOf(id)
    const chosen = rows.state.get().rows.filter((each) => selection.has(each.id))
    if (isInput(event.target) || String(getSelection()) || (!chosen.length && !row)) return
    event.preventDefault()
    if (!chosen.length && row) {
      event.clipboardData.setData('text/plain', writeTsv([[textIn(row, column)]]))
      return speech.set(`${labelOf(column)} of ${row.title} copied`)
    }
    const lines = chosen.map((each) => columns.map(({ key }) => guarded(textIn(each, key))))
    event.clipboardData.setData('text/plain', writeTsv(lines))
    event.clipboardData.setData('text/html', htmlOf(lines))
    speech.set(`${shownDeals(chosen.length)} copied`)
  }

  /** Pastes a value into the active cell, or several into those to the right of it and below. */
  async function paste(event: ClipboardEvent) {
    const { id, column } = active.get()
    const text = event.clipboardData.getData('text/plain')
    if (isInput(event.target) || !canEdit || !id || !text) return
    event.preventDefault()
    const lines = readTsv(text)
    if (lines.length > MOST_ROWS)
      return toast(`Nothing was pasted: these are ${shownCount(lines.length)} rows`, {
        tone: 'error',
        description: `At most ${MOST_ROWS} can be pasted at once.`,
      })
    const from = columns.findIndex(({ key }) => key === column)
    const beside = columns.slice(from, from + Math.max(...lines.map(({ length }) => length)))
    const needed = rows.indexOf(id) + lines.length
    if (needed > rows.state.get().rows.length) await rows.loadUpTo(needed)
    const at = rows.indexOf(id)
    if (at < 0) return
    const below = rows.state.get().rows.slice(at, at + lines.length)
    const readings = await Promise.all(
      below.map((row, i) => edits.save(edits.shown(row.id) ?? row, typedIn(lines[i]!, beside))),
    )
    say(lines, beside, readings)
  }

  /** Says what was pasted and what was not; a single cell says it itself. */
  function say(lines: string[][], beside: typeof columns, readings: Reading[]) {
    const changed = readings.filter(({ body }) => Object.keys(body).length).length
    const wrong = readings.flatMap(({ refused }) => refused).length
    const readOnly = beside.filter(({ key }) => !isEditable(key)).map(({ label }) => label)
    const below = lines.length - readings.length
    const isWider = lines.some(({ length }) => length > beside.length)
    const left = [
      readOnly.length && `${readOnly.join(' and ')} cannot be changed.`,
      wrong && `${wrong === 1 ? '1 cell' : `${wrong} cells`} could not be read; the reason stands in each.`,
      isWider && 'What would stand right of the last column was left out.',
      below && `There are no deals for the last ${below === 1 ? 'row' : `${below} rows`}.`,
    ].filter(Boolean)
    if (lines.length * beside.length === 1 && !readOnly.length) return
    const what = changed ? `Pasting changed ${shownDeals(changed)}` : 'Pasting changed nothing'
    toast(what, { description: left.join(' ') })
  }

  return { copy, paste }
}

/** What the cells of a line type into columns, but for those that are not edited. */
const typedIn = (cells: string[], beside: typeof columns) =>
  Object.fromEntries(
    beside.flatMap(({ key }, i) => {
      const text = cells[i]
      return isEditable(key) && text !== undefined ? [[key, draftOfText(key, text)]] : []
    }),
  )
