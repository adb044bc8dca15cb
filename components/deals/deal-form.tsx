'use client'

import { Trash2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { api } from '@/components/api'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { DialogBody, DialogFooter } from '@/components/ui/dialog'
import { FormError } from '@/components/ui/form-error'
import { toast } from '@/components/ui/toast'
import type { BoardStage, Member } from '@/lib/board/schema'
import type { Deal } from '@/lib/deals/schema'
import { DealConflict } from './deal-conflict'
import { DealFields } from './deal-fields'
import { useDealEditor } from './use-deal-editor'

export type DealFormProps = {
  deal: Deal
  stages: BoardStage[]
  members: Member[]
  canEdit: boolean
  /** Without it the form stays, as on a page of its own. */
  onCancel?: () => void
  onSaved: (saved: Deal) => void
  /** As it was when it was deleted. */
  onDeleted: (deal: Deal) => void
}

export function DealForm({ deal: loaded, stages, members, canEdit, onCancel, onSaved, onDeleted }: DealFormProps) {
  const editor = useDealEditor(loaded, (saved) => {
    toast('Deal saved')
    onSaved(saved)
  })
  const { deal, error, conflict } = editor
  const [deleting, setDeleting] = useState(false)
  const [waiting, setWaiting] = useState(false)

  function submit(event: FormEvent) {
    event.preventDefault()
    event.stopPropagation()
    if (waiting) return
    if (editor.dirty) editor.save()
    else onCancel?.()
  }

  async function remove() {
    await api(`/api/deals/${deal.id}`, { method: 'DELETE', ifMatch: deal.version })
    onDeleted(deal)
  }

  return (
    <>
      <form onSubmit={submit} className="contents">
        <DialogBody>
          {conflict ? (
            <DealConflict
              current={conflict}
              deal={deal}
              stages={stages}
              members={members}
              onApply={editor.applyAgain}
              onTake={editor.takeTheirs}
            />
          ) : (
            <FormError message={error?.fields.length ? 'Look at the marked fields.' : error?.detail} />
          )}
          <fieldset disabled={!canEdit} className="contents">
            <DealFields
              draft={editor.draft}
              onChange={editor.change}
              onBusy={setWaiting}
              stages={stages}
              members={members}
              error={error}
            />
          </fieldset>
        </DialogBody>
        {canEdit && (
          <DialogFooter>
            <Button variant="quiet" className="mr-auto -ml-2 text-lost" onClick={() => setDeleting(true)}>
              <Trash2 aria-hidden />
              Delete
            </Button>
            {onCancel && <Button onClick={onCancel}>Cancel</Button>}
            <Button
              type="submit"
              variant="primary"
              busy={editor.busy}
              disabled={waiting || (!editor.dirty && !onCancel)}
            >
              Save deal
            </Button>
          </DialogFooter>
        )}
      </form>
      {deleting && (
        <ConfirmDialog
          title="Delete this deal?"
          confirmLabel="Delete deal"
          onConfirm={remove}
          onClose={() => setDeleting(false)}
        >
          <bdi className="font-medium break-words text-text">{deal.title}</bdi> goes from the board for everyone.
        </ConfirmDialog>
      )}
    </>
  )
}
