import { ApiError, api } from '@/components/api'
import { toast } from '@/components/ui/overlays/toast'
import type { Deal } from '@/lib/deals/schema'
import { signIn } from '../outbox/sign-in'
import { createObservable } from '../store/observable'
import { refusedEdit } from '../words/refusals'
import type { CellEdit } from './cell-edit'
import { labelOf } from './rows/columns'
import type { Row } from './rows/row'
import type { Rows } from './rows/rows'

type Fields = Partial<Pick<Deal, keyof Row & keyof Deal>>

type Options = {
  rows: Rows
  memberName: (id: string | null) => string | undefined
  onSaved: (deal: Deal) => void
  /** Moves a deal as a drop does; resolves once the move is confirmed or refused. */
  move: (row: Row, stageId: string) => Promise<{ version: number; stageId: string }>
  say: (text: string) => void
}

export type Edits = ReturnType<typeof createEdits>

/** Saves edits of single cells, those of one deal one after the other. */
export function createEdits({ rows, memberName, onSaved, move, say }: Options) {
  /** The edited fields by deal id, until the server has them. */
  const pending = createObservable<ReadonlyMap<string, Partial<Row>>>(new Map())
  const queues = new Map<string, Promise<void>>()
  const saved = new Map<string, number>()
  rows.state.subscribe(dropSaved)

  const versionOf = (id: string) => Math.max(rows.rowOf(id)?.version ?? 0, saved.get(id) ?? 0)

  /** The row with its pending edits. */
  function shown(id: string) {
    const row = rows.rowOf(id)
    return row && { ...row, ...pending.get().get(id) }
  }

  /** Saves an edit, unless another member has changed the field since it was opened. */
  function save(opened: Row, edit: CellEdit) {
    const { id } = opened
    const isOvertaken = !isSame(edit, opened, shown(id))
    pending.set(new Map(pending.get()).set(id, { ...pending.get().get(id), ...edit.shown }))
    const earlier = queues.get(id) ?? Promise.resolve()
    const turn = earlier.then(() =>
      edit.column === 'stage' ? change(opened, edit) : send(opened, edit, isOvertaken ? opened.version : versionOf(id)),
    )
    queues.set(id, turn)
    turn.finally(() => {
      if (queues.get(id) === turn) queues.delete(id)
      dropSaved()
    })
  }

  async function send(opened: Row, edit: CellEdit, ifMatch: number): Promise<void> {
    const { id } = opened
    try {
      const deal = await api<Deal>(`/api/deals/${id}`, { method: 'PUT', body: edit.body, ifMatch })
      saved.set(id, deal.version)
      onSaved(deal)
      say(`${labelOf(edit.column)} of ${deal.title} saved`)
    } catch (reason) {
      const theirs = reason instanceof ApiError && reason.status === 412 ? (reason.current as Deal) : undefined
      if (theirs && theirs.version > ifMatch && isSame(edit, opened, theirs)) return send(opened, edit, theirs.version)
      // An earlier try was written, but its answer got lost.
      if (theirs && isSame(edit, { ...opened, ...edit.shown }, theirs)) saved.set(id, theirs.version)
      else refuse(opened, edit, reason, theirs)
    }
    rows.refetch(id)
  }

  async function change(opened: Row, edit: CellEdit) {
    const { id, title } = opened
    const stageId = String(edit.body.stageId)
    const from = rows.rowOf(id)?.stageId ?? opened.stageId
    const now = await move({ ...(shown(id) ?? opened), stageId: from, version: versionOf(id) }, stageId)
    saved.set(id, now.version)
    if (now.stageId === stageId) say(`Stage of ${title} saved`)
    rows.refetch(id)
  }

  function refuse(opened: Row, edit: CellEdit, reason: unknown, theirs: Deal | undefined) {
    const who = theirs && memberName(theirs.updatedByUserId)
    const { message, description, remedy } = refusedEdit(opened.title, labelOf(edit.column), reason, who)
    const again = (label: string) => ({ label, onClick: () => save(shown(opened.id) ?? opened, edit) })
    const action = theirs ? again('Save mine') : remedy === 'try again' ? again('Try again') : signIn(reason)
    toast(message, { tone: 'error', description, action })
  }

  /** Drops the pending edits that the rows of the server contain by now. */
  function dropSaved() {
    const open = [...pending.get()].filter(([id]) => {
      const row = rows.rowOf(id)
      return row && (queues.has(id) || row.version < (saved.get(id) ?? 0))
    })
    if (open.length < pending.get().size) pending.set(new Map(open))
  }

  return { pending, save, shown }
}

/** Whether the fields of an edit are still as they were when it was opened. */
const isSame = ({ body }: CellEdit, opened: Row, now: Fields | undefined) =>
  now !== undefined && Object.keys(body).every((key) => opened[key as keyof Row] === now[key as keyof Fields])
