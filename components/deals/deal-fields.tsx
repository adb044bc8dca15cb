import { type ApiError, fieldMessage } from '@/components/api'
import type { Requirable } from '@/lib/deals/moving/gates'
import type { BoardStage } from '@/lib/pipelines/schema'
import type { Member } from '@/lib/users/schema'
import { Field } from '../ui/forms/field'
import { Select } from '../ui/forms/select'
import type { DealDraft } from './deal-draft'
import { DealField } from './deal-field'
import { TagField } from './tag-field'
import { TitleField } from './title-field'
import { useLostReasons } from './use-lost-reasons'

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
  const isLost = stage?.kind === 'lost'
  const lostReasons = useLostReasons(isLost)
  const props = { draft, onChange, onBusy, stage, members, lostReasons, error }
  const needed = (field: Requirable) =>
    stage?.requiredFields.includes(field) && !draft[field] ? `${stage.name} asks for it.` : undefined
  const field = (field: Requirable) => <DealField field={field} hint={needed(field)} {...props} />
  return (
    <>
      <TitleField value={draft.title} onChange={(title) => onChange({ title })} error={fieldMessage(error, 'title')} />
      <div className="grid grid-cols-1 items-start gap-4 @lg:grid-cols-2">
        {field('amount')}
        <Field label="Stage" error={fieldMessage(error, 'stageId')}>
          {(control) => (
            <Select {...control} value={draft.stageId} onChange={(event) => onChange({ stageId: event.target.value })}>
              {stages.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {field('clientId')}
        {field('ownerId')}
        {field('expectedCloseDate')}
        {field('probability')}
      </div>
      <TagField tags={draft.tags} onChange={(tags) => onChange({ tags })} error={fieldMessage(error, 'tags')} />
      {isLost && field('lostReason')}
    </>
  )
}
