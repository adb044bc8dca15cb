import clsx from 'clsx'
import { type ReactNode, useId } from 'react'
import { ControlContext } from './control'

type Props = {
  label: string
  hint?: ReactNode
  error?: string
  className?: string
  /** Hides the label visually, where a column heading has it. */
  hideLabel?: boolean
  children: ReactNode
}

/** Label, hint and error of one control. */
export function Field({ label, hint, error, className, hideLabel, children }: Props) {
  const id = useId()
  const note = error ?? hint
  return (
    <div className={clsx('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-xs font-medium text-muted'}>
        {label}
      </label>
      <ControlContext
        value={{ id, 'aria-describedby': note ? `${id}-note` : undefined, 'aria-invalid': error ? true : undefined }}
      >
        {children}
      </ControlContext>
      {note && (
        <p id={`${id}-note`} className={clsx('text-xs', error ? 'text-lost' : 'text-muted')}>
          {note}
        </p>
      )}
    </div>
  )
}
