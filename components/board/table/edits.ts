import { ApiError } from '@/components/api'
import { editOf } from '@/components/deals/changes'
import { dealForm, type Surroundings } from '@/components/deals/deal-draft'
import { kindOf } from '@/components/fields/kinds'
import { outbox } from '@/components/outbox/outbox'
import { toast } from '@/components/ui/overlays/toast'
import type { Deal } from '@/lib/deals/schema'
import { dealFields } from '@/lib/fields/deal'
import type { BoardModel } from '../model/board-model'
import type { CellEdit, LookUp, Refused } from './cell-edit'
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

export type Edits = ReturnType<typeof createEdits>

/** Saves edits of single cells, and keeps in its cell what could not be saved. */
export function createEdits({ model, rows, around, onWrong }: Options) {
  const { store, speech } = model
  const refused = createRefusedCells()

  /** The row with what is on its way. */
  function shown(id: string) {
    const row = rows.rowOf(id)
    return row && newestOf(row, store.card(id))
  }

  async function save(opened: Row, column: EditableColumn, reading: CellEdit | LookUp) {
    refused.drop(opened.id, column)
    const edit = typeof reading === 'function' ? await reading() : reading
    if (!edit) return
    if ('problem' in edit) return keep(opened, edit)
    if (column === 'stageId') return move(opened, String(edit.body.stageId))
    try {
      store.know(shown(opened.id) ?? opened)
      await outbox.send(editOf(opened, edit.body, edit.shown), true)
      speech.set(`${labelOf(column)} of ${store.card(opened.id)?.card.title ?? opened.title} saved`)
    } catch (reason) {
      refuse(opened, edit, reason)
    }
  }

  /** Moves a deal as a drop does. */
  function move(opened: Row, stageId: string) {
    store.know(shown(opened.id) ?? opened)
    model.move([opened.id], { stageId })
  }

  /** Leaves in its cell what was typed and is wrong. */
  function keep({ id, title }: Row, wrong: Refused) {
    refused.keep(id, wrong)
    speech.set(`${labelOf(wrong.column)} of ${title} was not saved. ${wrong.problem}`)
    onWrong({ id, column: wrong.column })
  }

  const inWords = (column: EditableColumn, deal: Deal) =>
    kindOf(dealFields[column]).words(deal[column], dealForm(deal, around()).contextOf(column, deal))

  function refuse(opened: Row, edit: CellEdit, reason: unknown) {
    const { column, draft } = edit
    const theirs = reason instanceof ApiError && reason.status === 412 ? (reason.current as Deal) : undefined
    const { message, description, remedy } = refusalOfField(opened.title, labelOf(column), reason, {
      who: theirs && around().members.find(({ id }) => id === theirs.updatedByUserId)?.name,
      typed: kindOf(dealFields[column]).typed(draft),
      now: theirs && inWords(column, theirs),
    })
    refused.keep(opened.id, { column, draft, problem: description ?? message })
    const again = (label: string, version: number) => ({
      label,
      onClick: () => save({ ...(shown(opened.id) ?? opened), version }, column, edit),
    })
    const action = theirs ? again('Save mine', theirs.version) : remedy ? again('Try again', opened.version) : undefined
    toast(message, { tone: 'error', ...(description && { description }), ...(action && { action }) })
    if (reason instanceof ApiError && reason.status === 400) onWrong({ id: opened.id, column })
  }

  return { refused, save, shown }
}
