'use client'

import { useRouter } from 'next/navigation'
import type { FormEvent } from 'react'
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
}

/** Edits a deal on a page of its own and saves all fields at once. */
export function DealForm({ deal: loaded, stages, members, canEdit }: DealFormProps) {
  const router = useRouter()
  const editor = useDealEditor(
    loaded,
    { stages, members, home: undefined },
    {
      onSaved() {
        toast('Deal saved')
        router.refresh()
      },
    },
  )

  function submit(event: FormEvent) {
    event.preventDefault()
    if (editor.dirty) editor.save()
  }

  return (
    <form noValidate onSubmit={submit} className="contents">
      <DealFormBody editor={editor} canEdit={canEdit} />
      {canEdit && (
        <DialogFooter>
          <DeleteDeal deal={editor.deal} onDeleted={() => router.push(`/pipelines/${loaded.pipelineId}`)} />
          <Button type="submit" variant="primary" busy={editor.busy} disabled={!editor.dirty}>
            Save deal
          </Button>
        </DialogFooter>
      )}
    </form>
  )
}
