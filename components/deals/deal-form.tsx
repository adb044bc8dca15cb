import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import type { Deal } from '@/lib/deals/schema'
import type { BoardStage } from '@/lib/pipelines/schema'
import type { Member } from '@/lib/users/schema'
import { DialogFooter } from '../ui/overlays/dialog'
import { toast } from '../ui/overlays/toast'
import { DealFormBody } from './deal-form-body'
import { DeleteDeal } from './delete-deal'
import { useDealEditor } from './use-deal-editor'

export type DealFormProps = {
  deal: Deal
  stages: BoardStage[]
  members: Member[]
  canEdit: boolean
  onSaved: (saved: Deal) => void
  /** Gets the deal as it was when it was deleted. */
  onDeleted: (deal: Deal) => void
}

/** Edits a deal and saves all fields at once. */
export function DealForm({ deal: loaded, stages, members, canEdit, onSaved, onDeleted }: DealFormProps) {
  const editor = useDealEditor(loaded, {
    onSaved(saved) {
      toast('Deal saved')
      onSaved(saved)
    },
  })
  const [waiting, setWaiting] = useState(false)

  function submit(event: FormEvent) {
    event.preventDefault()
    if (editor.dirty && !waiting) editor.save()
  }

  return (
    <form onSubmit={submit} className="contents">
      <DealFormBody editor={editor} stages={stages} members={members} canEdit={canEdit} onBusy={setWaiting} />
      {canEdit && (
        <DialogFooter>
          <DeleteDeal deal={editor.deal} onDeleted={onDeleted} />
          <Button type="submit" variant="primary" busy={editor.busy} disabled={waiting || !editor.dirty}>
            Save deal
          </Button>
        </DialogFooter>
      )}
    </form>
  )
}
