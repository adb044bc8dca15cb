import { CurrencySelect } from '@/components/pipelines/currency-select'
import type { FieldKind } from './kind'

export const currency: FieldKind<string, string> = {
  draft: (value) => value,
  read: (draft) => ({ value: draft }),
  typed: (draft) => draft,
  isSame: (one, other) => one === other,
  words: (value) => value,
  Input: ({ control, draft, onDraft }) => (
    <CurrencySelect {...control} value={draft} onChange={(event) => onDraft(event.target.value)} />
  ),
  span: 'col-span-4 @lg:col-span-2',
}
