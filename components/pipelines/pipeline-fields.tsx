import { type ApiError, fieldMessage } from '@/components/api'
import { Field } from '../ui/forms/field'
import { Input, Textarea } from '../ui/forms/input'
import { CurrencySelect } from './currency-select'

export type PipelineDraft = { name: string; description: string; currency: string }

type Props = { draft: PipelineDraft; onChange: (draft: PipelineDraft) => void; error?: ApiError }

export function PipelineFields({ draft, onChange, error }: Props) {
  return (
    <>
      <div className="grid grid-cols-[minmax(0,1fr)_7rem] items-start gap-3">
        <Field label="Name" error={fieldMessage(error, 'name')}>
          {(control) => (
            <Input
              {...control}
              dir="auto"
              required
              maxLength={200}
              value={draft.name}
              onChange={(event) => onChange({ ...draft, name: event.target.value })}
            />
          )}
        </Field>
        <Field label="Currency" error={fieldMessage(error, 'currency')}>
          {(control) => (
            <CurrencySelect
              {...control}
              value={draft.currency}
              onChange={(event) => onChange({ ...draft, currency: event.target.value })}
            />
          )}
        </Field>
      </div>
      <Field label="Description" error={fieldMessage(error, 'description')}>
        {(control) => (
          <Textarea
            {...control}
            dir="auto"
            maxLength={2000}
            value={draft.description}
            onChange={(event) => onChange({ ...draft, description: event.target.value })}
          />
        )}
      </Field>
    </>
  )
}
