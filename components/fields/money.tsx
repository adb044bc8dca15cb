import clsx from 'clsx'
import { readAmount, shownAmount } from '@/components/figures'
import { fullMoney } from '@/components/format'
import { amountOf } from '@/lib/values/money'
import { Input } from '../ui/forms/input'
import type { FieldKind } from './kind'

export const money: FieldKind<number | null, string> = {
  draft: (value, { currency }) => (value === null ? '' : shownAmount(value, currency)),
  read: (draft, { currency }) => readAmount(draft, currency),
  typed: (draft) => draft,
  ofText: (text) => text,
  plain: (value) => (value === null ? '' : String(value)),
  isSame: (one, other) => one === other,
  words: (value, { currency, home }) => (value === null ? undefined : fullMoney(value, currency, home)),
  Input: ({ control, draft, onDraft }) => (
    <Input
      {...control}
      inputMode="decimal"
      autoComplete="off"
      className={clsx(control.className, 'text-right tabular-nums')}
      value={draft}
      onChange={(event) => onDraft(event.target.value)}
    />
  ),
  ofColumn: (minor, { currency }) => amountOf(minor, currency),
  span: 'col-span-8 @lg:col-span-4',
  isNumber: true,
}
