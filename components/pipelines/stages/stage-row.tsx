import clsx from 'clsx'
import { ArrowDown, ArrowUp, X } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { Field } from '@/components/ui/forms/field'
import { FigureInput } from '@/components/ui/forms/figure-input'
import { Input } from '@/components/ui/forms/input'
import { OptionSelect } from '@/components/ui/forms/option-select'
import { IconButton } from '@/components/ui/icon-button'
import { stageFields } from '@/lib/fields/stage'
import { stageKinds } from '@/lib/values/stage-kinds'
import { kindHint } from './kind-hint'
import { StageCell } from './stage-cell'
import { StageColorMenu } from './stage-color-menu'
import { type StageDraft, withKind, withName } from './stage-draft'
import { StageRules } from './stage-rules'

type Props = {
  stage: StageDraft
  place: number
  count: number
  compact?: boolean
  currency: string
  errorOf: (field: keyof StageDraft) => string | undefined
  onChange: (changes: Partial<StageDraft>) => void
  onMove: (by: number) => void
  onRemove: () => void
}

const numbers = [
  { name: 'probability', heading: 'Probability, %' },
  { name: 'rottingDays', heading: 'Stale after, days' },
] as const

export const stageColumns = 'lg:grid-cols-[1.75rem_minmax(0,1fr)_6.5rem_5.5rem_5.5rem_8rem_auto]'

export function StageRow({ stage, place, count, compact, currency, errorOf, onChange, onMove, onRemove }: Props) {
  const name = stage.name || `stage ${place + 1}`
  const title = (words: string) => `${words} of ${name}`

  function moveByKey(event: KeyboardEvent) {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (!event.altKey || !by) return
    event.preventDefault()
    onMove(by)
  }

  const changeKind = (kind: StageDraft['kind']) => onChange(withKind(stage, kind))

  return (
    <li
      data-stage={stage.key}
      className={clsx(
        'grid grid-cols-[2.75rem_minmax(0,1fr)_auto] items-start gap-2',
        compact ? 'sm:grid-cols-[1.75rem_minmax(0,1fr)_6rem_auto]' : `py-3 lg:py-2 ${stageColumns}`,
      )}
    >
      <StageColorMenu
        label={title('Colour')}
        color={stage.color}
        kind={stage.kind}
        onChange={(color) => onChange({ color })}
      />
      <Field
        label={`Name of stage ${place + 1}`}
        hideLabel
        error={errorOf('name')}
        hint={kindHint({ ...stage, onChange: changeKind })}
        className={clsx('col-span-2', compact ? 'sm:col-span-1' : 'lg:col-span-1')}
      >
        <Input
          dir="auto"
          required
          maxLength={200}
          placeholder="Stage name"
          value={stage.name}
          title="Alt with the up or down arrow moves the stage"
          onKeyDown={moveByKey}
          onChange={(event) => onChange(withName(stage, event.target.value))}
        />
      </Field>
      <Field
        label={title('Kind')}
        hideLabel
        error={errorOf('kind')}
        className={clsx('col-start-2', compact ? 'sm:col-start-auto' : 'lg:col-start-auto')}
      >
        <OptionSelect options={stageKinds} value={stage.kind} onChange={changeKind} />
      </Field>
      {!compact && (
        <div className="contents max-lg:order-last max-lg:col-span-2 max-lg:col-start-2 max-lg:grid max-lg:grid-cols-3 max-lg:gap-2">
          {numbers.map(({ name, heading }) => (
            <StageCell key={name} heading={heading}>
              <Field label={title(stageFields[name].label)} hideLabel error={errorOf(name)}>
                <FigureInput
                  placeholder="—"
                  value={stage[name]}
                  onChange={(typed) => onChange({ [name]: typed })}
                  className="text-right"
                />
              </Field>
            </StageCell>
          ))}
          <StageRules label={title('Rules')} stage={stage} currency={currency} errorOf={errorOf} onChange={onChange} />
        </div>
      )}
      <div className="flex h-8 items-center touch:h-11">
        <IconButton
          label={`Move ${name} up`}
          icon={<ArrowUp aria-hidden />}
          disabled={place === 0}
          onClick={() => onMove(-1)}
        />
        <IconButton
          label={`Move ${name} down`}
          icon={<ArrowDown aria-hidden />}
          disabled={place === count - 1}
          onClick={() => onMove(1)}
        />
        <IconButton label={`Remove ${name}`} icon={<X aria-hidden />} disabled={count === 1} onClick={onRemove} />
      </div>
    </li>
  )
}
