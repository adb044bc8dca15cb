import type { ComponentProps } from 'react'
import { Select } from '../ui/forms/select'
import { currencies } from './currencies'

/** A choice of currencies, with the value even if the list lacks it. */
export function CurrencySelect(props: ComponentProps<'select'> & { value: string }) {
  const codes = currencies.includes(props.value) ? currencies : [props.value, ...currencies]
  return (
    <Select {...props}>
      {codes.map((code) => (
        <option key={code}>{code}</option>
      ))}
    </Select>
  )
}
