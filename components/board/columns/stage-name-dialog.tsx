import { useState } from 'react'
import { Field } from '@/components/ui/forms/field'
import { Input } from '@/components/ui/forms/input'
import { OptionSelect } from '@/components/ui/forms/option-select'
import { FormDialog } from '@/components/ui/overlays/form-dialog'
import { useSubmit } from '@/components/use-submit'
import type { BoardStage } from '@/lib/pipelines/schema'
import { type StageKind, stageKinds, suggestedKind } from '@/lib/values/stage-kinds'
import { useStages } from '../model/board-context'
import { withStageAdded, withStageRenamed } from './stage-edits'
import { useSaveStages } from './use-save-stages'

/** With `stage` it is renamed; without, a new one is added at index `at`. */
type Props = { stage?: BoardStage; at: number; onClose: () => void }

export default function StageNameDialog({ stage, at, onClose }: Props) {
  const stages = useStages()
  const save = useSaveStages()
  const [name, setName] = useState(stage?.name ?? '')
  const [chosen, setChosen] = useState<StageKind>()
  const kind = chosen ?? suggestedKind(name)
  const { submit, busy, error } = useSubmit(async () => {
    const given = name.trim()
    if (!given) throw new Error('Give the stage a name.')
    await save(stage ? withStageRenamed(stages, stage.id, given) : withStageAdded(stages, at, { name: given, kind }))
    onClose()
  })

  return (
    <FormDialog
      title={stage ? 'Rename stage' : 'Add a stage'}
      size="sm"
      verb={stage ? 'Rename stage' : 'Add stage'}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label="Name" error={error?.message}>
        <Input
          dir="auto"
          autoComplete="off"
          maxLength={200}
          value={name}
          onChange={(e) => setName(e.target.value)}
          autoFocus
        />
      </Field>
      {!stage && (
        <Field label="Kind" hint="Deals in a won or lost stage are closed.">
          <OptionSelect options={stageKinds} value={kind} onChange={setChosen} />
        </Field>
      )}
    </FormDialog>
  )
}
