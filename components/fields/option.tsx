import { OptionSelect } from '../ui/forms/option-select'
import type { FieldKind } from './kind'

export const option: FieldKind<string | null, string> = {
  draft: (value) => value ?? '',
  read: (draft) => ({ value: draft || null }),
  typed: (draft) => draft,
  ofText: (text) => text,
  words: (value, { field: { options } }) => (value === null ? undefined : options?.[value]),
  Input: ({ draft, onDraft, context: { field } }) => (
    <OptionSelect options={field.options ?? {}} value={draft} onChange={onDraft} />
  ),
  span: 'col-span-12 @lg:col-span-6',
}
