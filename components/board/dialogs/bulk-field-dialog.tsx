import type { FormEvent } from 'react'
import { ApiError } from '@/components/api'
import { type DealDraft, dealForm, onCard } from '@/components/deals/deal-draft'
import { DealFields } from '@/components/deals/deal-fields'
import { type DealField, type DealValues, noValues } from '@/components/deals/deal-values'
import { useDraft } from '@/components/drafts/use-draft'
import { useUsualValues } from '@/components/fields/usual-values'
import { shownDeals } from '@/components/format'
import { Button } from '@/components/ui/button'
import { FormDialog } from '@/components/ui/overlays/form-dialog'
import { dealFields } from '@/lib/fields/deal'
import { type Field, namesWith } from '@/lib/fields/field'
import { useBoard, useStages } from '../model/board-context'

/** The fields that many deals may be given at once, but for those that only some stages have. */
export const bulkFields = namesWith(dealFields, 'bulk').filter((name) => !('only' in dealFields[name]))

/** Sets a field of all selected deals, or takes its value away. */
export function BulkFieldDialog({ name, ids, onClose }: { name: DealField; ids: string[]; onClose: () => void }) {
  const { model, board } = useBoard()
  const { choices, label }: Field = dealFields[name]
  const values = useUsualValues(choices)
  const home = board.pipeline.currency
  const blank = { ...noValues, title: '', stageId: '', currency: home }
  const drafting = useDraft(dealForm(blank, { members: board.members, stages: useStages(), home }))

  function edit(changes: Partial<DealValues>, draft: DealDraft) {
    model.edit(ids, changes, () => onCard(changes, draft))
    onClose()
  }

  function set(event: FormEvent) {
    event.preventDefault()
    drafting.save(async (changes, sent) => {
      if (changes[name] === undefined) throw new ApiError(400, '', [{ path: name, message: 'must not be empty' }])
      edit(changes, sent)
    })
  }

  // The dialog focuses its first field, so it waits for what can be chosen.
  if (!values) return null
  return (
    <FormDialog
      title={`${label} of ${shownDeals(ids.length)}`}
      size="sm"
      verb={`Set ${label.toLowerCase()}`}
      other={<Button onClick={() => edit({ [name]: null }, {})}>{`Remove ${label.toLowerCase()}`}</Button>}
      onSubmit={set}
      onClose={onClose}
    >
      <DealFields names={[name]} drafting={drafting} />
    </FormDialog>
  )
}
