import { ApiError, api } from '@/components/api'
import { dealForm, type Surroundings } from '@/components/deals/deal-draft'
import { kindOf } from '@/components/fields/kinds'
import { toast } from '@/components/ui/overlays/toast'
import type { Deal } from '@/lib/deals/schema'
import { dealFields } from '@/lib/fields/deal'
import { signIn } from '../outbox/sign-in'
import { refusedEdit } from '../words/refusals'
import type { CellEdit, LookUp, Refused } from './cell-edit'
import { createPendingEdits } from './pending-edits'
import { createRefusedCells } from './refused-cells'
import { type EditableColumn, labelOf } from './rows/columns'
import type { Row } from './rows/row'
import type { Rows } from './rows/rows'

type Fields = Partial<Pick<Deal, EditableColumn>>

type Options = {
  rows: Rows
  around: () => Surroundings
  onSaved: (deal: Deal) => void
  /** Moves a deal as a drop does; resolves once the move is confirmed or refused. */
  move: (row: Row, stageId: string) => Promise<{ version: number; stageId: string }>
  say: (text: string) => void
  /** Called when what was typed into a cell turns out to be wrong. */
  onWrong: (cell: { id: string; column: EditableColumn }) => void
}

export type Edits = ReturnType<typeof createEdits>

/** Saves edits of single cells, those of one deal one after the other. */
export function createEdits({ rows, around, onSaved, move, say, onWrong }: Options) {
  const { pending, lay, lift, shown, versionOf, noteSaved, inTurn } = createPendingEdits(rows)
  const refused = createRefusedCells()

  /** Saves an edit, unless another member has changed the field since it was opened. */
  function save(opened: Row, column: EditableColumn, reading: CellEdit | LookUp) {
    const { id } = opened
    const isOvertaken = !isSame(column, opened, shown(id))
    refused.drop(id, column)
    lay(id, 'shown' in reading ? reading.shown : {})
    inTurn(id, async () => {
      const edit = typeof reading === 'function' ? await reading() : reading
      if (!edit) return
      if ('problem' in edit) return keep(opened, edit)
      lay(id, edit.shown)
      if (column === 'stageId') await change(opened, String(edit.body.stageId))
      else await send(opened, edit, isOvertaken ? opened.version : versionOf(id))
    })
  }

  async function send(opened: Row, edit: CellEdit, ifMatch: number): Promise<void> {
    const { id } = opened
    const { column } = edit
    try {
      const deal = await api<Deal>(`/api/deals/${id}`, { method: 'PUT', body: edit.body, ifMatch })
      noteSaved(id, deal.version)
      onSaved(deal)
      say(`${labelOf(column)} of ${deal.title} saved`)
    } catch (reason) {
      const theirs = reason instanceof ApiError && reason.status === 412 ? (reason.current as Deal) : undefined
      if (theirs && theirs.version > ifMatch && isSame(column, opened, theirs))
        return send(opened, edit, theirs.version)
      // An earlier try was written, but its answer got lost.
      if (theirs && isSame(column, { ...opened, ...edit.shown }, theirs)) noteSaved(id, theirs.version)
      else refuse(opened, edit, reason, theirs)
    }
    rows.refetch(id)
  }

  async function change(opened: Row, stageId: string) {
    const { id, title } = opened
    const from = rows.rowOf(id)?.stageId ?? opened.stageId
    const now = await move({ ...(shown(id) ?? opened), stageId: from, version: versionOf(id) }, stageId)
    noteSaved(id, now.version)
    if (now.stageId === stageId) say(`Stage of ${title} saved`)
    rows.refetch(id)
  }

  /** Leaves in its cell what was typed and is wrong. */
  function keep({ id, title }: Row, wrong: Refused) {
    refused.keep(id, wrong)
    say(`${labelOf(wrong.column)} of ${title} was not saved. ${wrong.problem}`)
    onWrong({ id, column: wrong.column })
  }

  const inWords = (column: EditableColumn, deal: Deal) =>
    kindOf(dealFields[column]).words(deal[column], dealForm(deal, around()).contextOf(column, deal))

  function refuse(opened: Row, edit: CellEdit, reason: unknown, theirs: Deal | undefined) {
    const { column, draft } = edit
    const refusal = refusedEdit(opened.title, labelOf(column), reason, {
      who: theirs && around().members.find(({ id }) => id === theirs.updatedByUserId)?.name,
      typed: kindOf(dealFields[column]).typed(draft),
      now: theirs && inWords(column, theirs),
    })
    lift(opened.id, edit.shown)
    refused.keep(opened.id, { column, draft, problem: refusal.description })
    const again = (label: string) => ({ label, onClick: () => save(shown(opened.id) ?? opened, column, edit) })
    const action = theirs ? again('Save mine') : refusal.remedy === 'try again' ? again('Try again') : signIn(reason)
    toast(refusal.message, { tone: 'error', description: refusal.description, action })
    if (reason instanceof ApiError && reason.status === 400) onWrong({ id: opened.id, column })
  }

  return { pending, refused, save, shown }
}

/** Whether a field is still as it was when it was opened. */
const isSame = (column: EditableColumn, opened: Row, now: Fields | undefined) =>
  now !== undefined && kindOf(dealFields[column]).isSame(opened[column], now[column])
