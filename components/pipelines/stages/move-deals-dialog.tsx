import { useState } from 'react'
import { Field } from '@/components/ui/forms/field'
import { NamedSelect } from '@/components/ui/forms/named-select'
import { FormDialog } from '@/components/ui/overlays/form-dialog'
import type { StageDraft } from './stage-draft'

type Props = { message: string; stages: StageDraft[]; onMove: (stageId: string) => void; onClose: () => void }

/** Asks which stage the deals of a removed one move to. */
export function MoveDealsDialog({ message, stages, onMove, onClose }: Props) {
  const targets = stages.flatMap(({ id, name }) => (id ? [{ id, name }] : []))
  const [target, setTarget] = useState(targets[0]?.id ?? '')
  return (
    <FormDialog
      title="Where do its deals go?"
      description={message}
      size="sm"
      verb="Move deals and save"
      disabled={!target}
      onSubmit={(event) => {
        event.preventDefault()
        onMove(target)
      }}
      onClose={onClose}
    >
      <Field label="Move the deals to">
        <NamedSelect offered={targets} value={target} onChange={setTarget} />
      </Field>
    </FormDialog>
  )
}
