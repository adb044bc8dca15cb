import type { ComponentProps } from 'react'
import { Select } from './select'

type Props = Omit<ComponentProps<'select'>, 'onChange'> & {
  offered: { id: string; name: string }[]
  onChange: (id: string) => void
}

/** A choice of what people have named; `children` are the options before that. */
export function NamedSelect({ offered, children, onChange, ...props }: Props) {
  return (
    <Select {...props} onChange={(event) => onChange(event.target.value)}>
      {children}
      {offered.map(({ id, name }) => (
        <option key={id} value={id} translate="no">
          {name}
        </option>
      ))}
    </Select>
  )
}
