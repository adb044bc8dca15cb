import clsx from 'clsx'
import type { ComponentProps } from 'react'
import { Input } from './input'

type Props = Omit<ComponentProps<'input'>, 'onChange'> & { onChange: (text: string) => void }

/** An input of a figure: of text, as a number input tells nothing of what it cannot read. */
export function FigureInput({ className, onChange, ...props }: Props) {
  return (
    <Input
      inputMode="numeric"
      autoComplete="off"
      className={clsx('tabular-nums', className)}
      onChange={(event) => onChange(event.target.value)}
      {...props}
    />
  )
}
