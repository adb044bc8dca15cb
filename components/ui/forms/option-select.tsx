import type { ComponentProps } from 'react'
import { Select } from './select'

type Props<Value extends string> = Omit<ComponentProps<'select'>, 'value' | 'onChange'> & {
  options: Readonly<Record<Value, string>>
  value: Value
  onChange: (value: Value) => void
}

export function OptionSelect<Value extends string>({ options, onChange, ...props }: Props<Value>) {
  return (
    <Select {...props} onChange={(event) => onChange(event.target.value as Value)}>
      {Object.entries<string>(options).map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </Select>
  )
}
