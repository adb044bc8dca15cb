import { readAmount, shownAmount } from '@/components/figures'
import { fullMoney } from '@/components/format'
import { amountOf } from '@/lib/values/money'
import { FigureInput } from '../ui/forms/figure-input'
import type { FieldKind } from './kind'

export const money: FieldKind<number | null, string> = {
  draft: (value, { currency }) => (value === null ? '' : shownAmount(value, currency)),
  read: (draft, { currency }) => readAmount(draft, currency),
  typed: (draft) => draft,
  ofText: (text) => text,
  plain: (value) => (value === null ? '' : String(value)),
  words: (value, { currency, home }) => (value === null ? undefined : fullMoney(value, currency, home)),
  Input: ({ draft, onDraft }) => (
    <FigureInput inputMode="decimal" className="text-right" value={draft} onChange={onDraft} />
  ),
  ofColumn: (minor, { currency }) => amountOf(minor, currency),
  span: 'col-span-8 @lg:col-span-4',
  isNumber: true,
}
