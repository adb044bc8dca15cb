import { ApiError } from '@/components/api'
import { editOf } from '@/components/deals/changes'
import { dealForm, type Surroundings } from '@/components/deals/deal-draft'
import { kindOf } from '@/components/fields/kinds'
import { outbox } from '@/components/outbox/outbox'
import { Cancelled } from '@/components/outbox/questions'
import { toast } from '@/components/ui/overlays/toast'
import type { Deal } from '@/lib/deals/schema'
import { dealFields } from '@/lib/fields/deal'
import { pick } from '@/lib/fields/field'
import type { BoardModel } from '../model/board-model'
import { columnsIn, type Reading, type Refused, readCells, type Typed } from './cell-edit'
import { createRefusedCells } from './refused-cells'
import { refusalOfField } from './refused-field'
import { type EditableColumn, labelOf } from './rows/columns'
import { newestOf } from './rows/newest'
import type { Row } from './rows/row'
import type { Rows } from './rows/rows'

type Options = {
  model: BoardModel
  rows: Rows
  around: () => Surroundings
  /** Called when what was typed into a cell turns out to be wrong. */
  onWrong: (cell: { id: string; column: EditableColumn }) => void
}

const labelsOf = (columns: EditableColumn[]) => columns.map(labelOf).join(', ')

export type Edits = ReturnType<typeof createEdits>

/** Saves edits of single cells, and keeps in its cell what could not be saved. */
export function createEdits({ model, rows, around, onWrong }: Options) {
  const { store, speech } = model
  const refused = createRefusedCells()

  function newest(id: string) {
    const row = rows.rowOf(id)
    return row && newestOf(row, store.card(id))
  }

  /** The row with what is on its way, at the version of the last own change, which may not be read again yet. */
  function shown(id: string) {
    const row = newest(id)
    return row && { ...row, version: Math.max(row.version, store.versionOf(id)) }
  }

  /** Saves what was typed into cells of a row, as one edit beside its move; resolves with what was read. */
  async function save(opened: Row, typed: Typed) {
    for (const column of columnsIn(typed)) refused.drop(opened.id, column)
    const first = readCells(opened, typed, around())
    const reading = first.lookUp ? readCells(opened, await first.lookUp(), around()) : first
    for (const wrong of reading.refused) keep(opened, wrong)
    const { stageId, ...body } = reading.body
    store.know(newest(opened.id) ?? opened)
    // Before the move, as the stage may require what was typed beside it.
    if (Object.keys(body).length) send(opened, reading, body)
    if (stageId) model.move([opened.id], { stageId })
    return reading
  }

  async function send(opened: Row, { typed, shown }: Reading, body: Typed) {
    const columns = columnsIn(body)
    const { stageId: _, ...fields } = shown
    try {
      await outbox.send(editOf(opened, body, fields), true)
      speech.set(`${labelsOf(columns)} of ${store.card(opened.id)?.card.title ?? opened.title} saved`)
    } catch (reason) {
      // What was taken back before it was sent is not refused.
      if (!(reason instanceof Cancelled)) refuse(opened, pick(typed, columns), reason)
    }
  }

  /** Leaves in its cell what was typed and is wrong. */
  function keep({ id, title }: Row, wrong: Refused) {
    refused.keep(id, wrong)
    speech.set(`${labelOf(wrong.column)} of ${title} was not saved. ${wrong.problem}`)
    onWrong({ id, column: wrong.column })
  }

  const inWords = (column: EditableColumn, deal: Deal) =>
    kindOf(dealFields[column]).words(deal[column], dealForm(deal, around()).contextOf(column, deal))

  function refuse(opened: Row, typed: Typed, reason: unknown) {
    const theirs = reason instanceof ApiError && reason.status === 412 ? (reason.current as Deal) : undefined
    const columns = columnsIn(typed)
    const refusalIn = (columns: EditableColumn[]) =>
      refusalOfField(opened.title, labelsOf(columns), reason, {
        who: theirs && around().members.find(({ id }) => id === theirs.updatedByUserId)?.name,
        typed: columns.map((column) => kindOf(dealFields[column]).typed(typed[column])).join(', '),
        now: theirs && columns.map((column) => inWords(column, theirs)).join(', '),
      })
    for (const column of columns) {
      const { message, description } = refusalIn([column])
      refused.keep(opened.id, { column, draft: typed[column], problem: description ?? message })
    }
    const again = (label: string, version: number) => ({
      label,
      onClick: () => save({ ...(shown(opened.id) ?? opened), version }, typed),
    })
    const { message, description, remedy } = refusalIn(columns)
    const action = theirs ? again('Save mine', theirs.version) : remedy ? again('Try again', opened.version) : undefined
    toast(message, { tone: 'error', ...(description && { description }), ...(action && { action }) })
    if (reason instanceof ApiError && reason.status === 400) onWrong({ id: opened.id, column: columns[0]! })
  }

  return { refused, save, shown }
}
