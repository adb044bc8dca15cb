import { currenciesInUse } from '@/lib/values/currencies'
import { Select } from '../ui/forms/select'
import type { FieldKind, InputProps } from './kind'

export const currency: FieldKind<string, string> = {
  draft: (value) => value,
  read(draft) {
    const code = draft.trim().toUpperCase()
    if (currenciesInUse.includes(code)) return { value: code }
    return { problem: code ? `“${draft.trim()}” is no currency. Write it as USD.` : 'Choose a currency.' }
  },
  typed: (draft) => draft,
  ofText: (text) => text,
  words: (value) => value,
  Input: CurrencySelect,
  span: 'col-span-4 @lg:col-span-2',
}

const common = 'USD EUR GBP CHF JPY CNY INR AUD CAD SEK NOK DKK PLN BRL MXN ZAR SGD HKD KRW AED'.split(' ')

const groups = [common, currenciesInUse.filter((code) => !common.includes(code))]

/** A choice of currencies, the common ones first, with the value even if the list lacks it. */
function CurrencySelect({ draft, onDraft }: InputProps<string>) {
  return (
    <Select value={draft} onChange={(event) => onDraft(event.target.value)}>
      {!currenciesInUse.includes(draft) && <option>{draft}</option>}
      {groups.map((codes, i) => (
        <optgroup key={codes[0]} label={i ? 'All others' : 'Common'}>
          {codes.map((code) => (
            <option key={code}>{code}</option>
          ))}
        </optgroup>
      ))}
    </Select>
  )
}
