import type { ComponentProps } from 'react'
import { currenciesInUse } from '@/lib/values/currencies'
import { Select } from '../ui/forms/select'

const common = 'USD EUR GBP CHF JPY CNY INR AUD CAD SEK NOK DKK PLN BRL MXN ZAR SGD HKD KRW AED'.split(' ')

const groups = [common, currenciesInUse.filter((code) => !common.includes(code))]

/** A choice of currencies, the common ones first, with the value even if the list lacks it. */
export function CurrencySelect(props: ComponentProps<'select'> & { value: string }) {
  const isListed = currenciesInUse.includes(props.value)
  return (
    <Select {...props}>
      {!isListed && <option>{props.value}</option>}
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
