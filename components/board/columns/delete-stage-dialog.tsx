import { useState } from 'react'
import { shownDeals } from '@/components/format'
import { Field } from '@/components/ui/forms/field'
import { NamedSelect } from '@/components/ui/forms/named-select'
import { ConfirmDialog } from '@/components/ui/overlays/confirm-dialog'
import type { BoardStage } from '@/lib/pipelines/schema'
import { useColumn, useStages } from '../model/board-context'
import { withoutStage } from './stage-edits'
import { useSaveStages } from './use-save-stages'

export default function DeleteStageDialog({ stage, onClose }: { stage: BoardStage; onClose: () => void }) {
  const stages = useStages()
  const save = useSaveStages()
  const { count } = useColumn(stage.id).totals
  const others = stages.filter((each) => each.id !== stage.id)
  const [target, setTarget] = useState(others[0]?.id)
  const hasDeals = count > 0

  async function confirm() {
    if (hasDeals && !target)
      throw new Error('This is the only stage. Add another one first, so that its deals have somewhere to go.')
    await save(withoutStage(stages, stage.id), hasDeals ? target : undefined)
    onClose()
  }

  return (
    <ConfirmDialog
      title={`Delete stage ${stage.name}`}
      confirmLabel="Delete stage"
      onConfirm={confirm}
      onClose={onClose}
    >
      {hasDeals && others.length > 0 ? (
        <Field label={`Move its ${shownDeals(count)} to`}>
          <NamedSelect offered={others} value={target} onChange={setTarget} />
        </Field>
      ) : (
        <p>{hasDeals ? 'It still has deals.' : 'It has no deals. The other stages stay as they are.'}</p>
      )}
    </ConfirmDialog>
  )
}
