import { Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { type ApiError, fieldMessage } from '@/components/api'
import { Button } from '@/components/ui/button'
import { MissingKinds } from './missing-kinds'
import { closingStage, newStage, type StageDraft, withNewStage } from './stage-draft'
import { StageRow } from './stage-row'

type Props = {
  stages: StageDraft[]
  onChange: (stages: StageDraft[]) => void
  currency: string
  error?: ApiError
  /** Shows name and kind only. */
  compact?: boolean
}

/** The stages of a pipeline; rows move by buttons, or by Alt and arrow keys. */
export function StageList({ stages, onChange, currency, error, compact }: Props) {
  const list = useRef<HTMLOListElement>(null)
  const added = useRef(0)
  const [announcement, announce] = useState('')

  function move(from: number, to: number) {
    if (to < 0 || to >= stages.length) return
    const focused = document.activeElement as HTMLElement | null
    const stage = stages[from]!
    flushSync(() => onChange(stages.toSpliced(from, 1).toSpliced(to, 0, stage)))
    announce(`${stage.name || 'Stage'}: place ${to + 1} of ${stages.length}`)
    if (focused?.matches(':disabled')) focusName(stage.key)
    else focused?.focus()
  }

  function add(kind: StageDraft['kind'] = 'open') {
    added.current += 1
    const key = `new-${added.current}`
    const stage = kind === 'open' ? newStage(key, stages.length) : closingStage(key, kind)
    flushSync(() => onChange(withNewStage(stages, stage)))
    focusName(stage.key)
  }

  /** Announces a kind that follows from the name. */
  function change(index: number, changes: Partial<StageDraft>) {
    const before = stages[index]!
    const stage = { ...before, ...changes }
    onChange(stages.with(index, stage))
    if (stage.name !== before.name && stage.kind !== before.kind) announce(`${stage.name}: kind ${stage.kind}`)
  }

  const focusName = (key: string) =>
    list.current?.querySelector<HTMLInputElement>(`[data-stage="${CSS.escape(key)}"] input`)?.focus()

  return (
    <div className="flex flex-col items-start gap-2">
      <ol ref={list} className={compact ? 'flex w-full flex-col gap-2' : 'w-full divide-y divide-border'}>
        {stages.map((stage, index) => (
          <StageRow
            key={stage.key}
            stage={stage}
            place={index}
            count={stages.length}
            compact={compact}
            currency={currency}
            errorOf={(field) => fieldMessage(error, `stages.${index}.${field}`)}
            onChange={(changes) => change(index, changes)}
            onMove={(by) => move(index, index + by)}
            onRemove={() => onChange(stages.toSpliced(index, 1))}
          />
        ))}
      </ol>
      <Button onClick={() => add()}>
        <Plus aria-hidden />
        Add stage
      </Button>
      <MissingKinds kinds={stages.map(({ kind }) => kind)} onAdd={add} />
      <p aria-live="polite" className="sr-only">
        {announcement}
      </p>
    </div>
  )
}
