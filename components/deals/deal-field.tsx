import { type ApiError, fieldMessage } from '@/components/api'
import { CurrencySelect } from '@/components/pipelines/currency-select'
import type { Requirable } from '@/lib/deals/moving/gates'
import type { BoardStage } from '@/lib/pipelines/schema'
import type { Member } from '@/lib/users/schema'
import { Field } from '../ui/forms/field'
import { Input } from '../ui/forms/input'
import { Select } from '../ui/forms/select'
import { ClientField } from './client-field'
import type { DealDraft } from './deal-draft'
import { LostReasonField } from './lost-reason-field'

export type DealFieldProps = {
  draft: DealDraft
  onChange: (fields: Partial<DealDraft>) => void
  /** Whether a client is being created; the form must not be saved meanwhile. */
  onBusy: (busy: boolean) => void
  stage: BoardStage | undefined
  members: Member[]
  /** The lost reasons to choose from; undefined while they load. */
  lostReasons: string[] | undefined
  error?: ApiError
  hint?: string
}

/** The input of a field that a stage can require. */
export function DealField({ field, ...props }: DealFieldProps & { field: Requirable }) {
  const { draft, onChange, onBusy, stage, members, lostReasons, hint } = props
  const error = fieldMessage(props.error, field)
  const bind = (name: Exclude<keyof DealDraft, 'clientId' | 'tags'>) => ({
    value: draft[name],
    onChange: (event: { target: { value: string } }) => onChange({ [name]: event.target.value }),
  })
  if (field === 'amount')
    return (
      <div className="grid grid-cols-[minmax(0,1fr)_5.5rem] items-start gap-2">
        <Field label="Amount" error={error} hint={hint}>
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
        <Field label="Currency" error={fieldMessage(props.error, 'currency')}>
          {(control) => <CurrencySelect {...control} {...bind('currency')} />}
        </Field>
      </div>
    )
  if (field === 'clientId')
    return (
      <ClientField
        clientId={draft.clientId}
        clientName={draft.clientName}
        onChange={(clientId, clientName) => onChange({ clientId, clientName })}
        onBusy={onBusy}
        hint={hint}
        error={error}
      />
    )
  if (field === 'ownerId')
    return (
      <Field label="Owner" error={error} hint={hint}>
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
    )
  if (field === 'expectedCloseDate')
    return (
      <Field label="Expected close" error={error} hint={hint}>
        {(control) => (
          <Input {...control} {...bind('expectedCloseDate')} type="date" min="1900-01-01" max="2200-12-31" />
        )}
      </Field>
    )
  if (field === 'probability')
    return (
      <Field label="Probability, %" error={error} hint={hint}>
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
    )
  return (
    <LostReasonField
      reasons={lostReasons}
      value={draft.lostReason}
      onChange={(lostReason) => onChange({ lostReason })}
      hint={hint}
      error={error}
    />
  )
}
