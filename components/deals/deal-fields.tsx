import { type ApiError, fieldMessage } from '@/components/api'
import { CurrencySelect } from '@/components/pipelines/currency-select'
import { Field } from '@/components/ui/field'
import { Input, Textarea } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { BoardStage, Member } from '@/lib/board/schema'
import { ClientField } from './client-field'
import type { DealDraft } from './deal-draft'
import { TagField } from './tag-field'
import { TitleField } from './title-field'

type Props = {
  draft: DealDraft
  onChange: (fields: Partial<DealDraft>) => void
  onBusy: (busy: boolean) => void
  stages: BoardStage[]
  members: Member[]
  error?: ApiError
}

export function DealFields({ draft, onChange, onBusy, stages, members, error }: Props) {
  const stage = stages.find(({ id }) => id === draft.stageId)
  const wrong = (path: string) => fieldMessage(error, path)
  const bind = (field: Exclude<keyof DealDraft, 'clientId' | 'tags'>) => ({
    value: draft[field],
    onChange: (event: { target: { value: string } }) => onChange({ [field]: event.target.value }),
  })
  return (
    <>
      <TitleField value={draft.title} onChange={(title) => onChange({ title })} error={wrong('title')} />
      <div className="grid grid-cols-1 items-start gap-4 @lg:grid-cols-2">
        <div className="grid grid-cols-[minmax(0,1fr)_5.5rem] items-start gap-2">
          <Field label="Amount" error={wrong('amount')}>
            {(control) => (
              <Input
                {...control}
                {...bind('amount')}
                inputMode="decimal"
                autoComplete="off"
                className="text-right tabular-nums"
              />
            )}
          </Field>
          <Field label="Currency" error={wrong('currency')}>
            {(control) => <CurrencySelect {...control} {...bind('currency')} />}
          </Field>
        </div>
        <Field label="Stage" error={wrong('stageId')}>
          {(control) => (
            <Select {...control} {...bind('stageId')}>
              {stages.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <ClientField
          clientId={draft.clientId}
          clientName={draft.clientName}
          onChange={(clientId, clientName) => onChange({ clientId, clientName })}
          onBusy={onBusy}
          error={wrong('clientId')}
        />
        <Field label="Owner" error={wrong('ownerId')}>
          {(control) => (
            <Select {...control} {...bind('ownerId')}>
              <option value="">Nobody</option>
              {members.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Expected close" error={wrong('expectedCloseDate')}>
          {(control) => (
            <Input {...control} {...bind('expectedCloseDate')} type="date" min="1900-01-01" max="2200-12-31" />
          )}
        </Field>
        <Field label="Probability, %" error={wrong('probability')}>
          {(control) => (
            <Input
              {...control}
              {...bind('probability')}
              type="number"
              inputMode="numeric"
              min={0}
              max={100}
              step={1}
              placeholder={stage?.probability == null ? '' : `${stage.probability}, from the stage`}
              className="tabular-nums"
            />
          )}
        </Field>
      </div>
      <TagField tags={draft.tags} onChange={(tags) => onChange({ tags })} error={wrong('tags')} />
      {stage?.kind === 'lost' && (
        <Field label="Lost reason" hint="What made them say no helps with the next one." error={wrong('lostReason')}>
          {(control) => <Textarea {...control} {...bind('lostReason')} dir="auto" maxLength={2000} />}
        </Field>
      )}
    </>
  )
}
