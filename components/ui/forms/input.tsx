import clsx from 'clsx'
import type { ComponentProps } from 'react'
import { useControl } from './control'

export const controlClass =
  'w-full min-w-0 rounded-md border border-control bg-surface px-2.5 transition-colors hover:border-muted focus-visible:border-accent focus-visible:outline-offset-0 aria-invalid:border-lost disabled:border-border disabled:bg-transparent touch:text-[1rem]'

export function Input({ className, ...props }: ComponentProps<'input'>) {
  const control = useControl()
  return <input {...control} className={clsx(controlClass, 'h-8 touch:h-11', className)} {...props} />
}

export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  const control = useControl()
  return (
    <textarea
      {...control}
      rows={3}
      className={clsx(controlClass, 'field-sizing-content max-h-60 py-1.5 touch:py-2.5', className ?? 'min-h-16')}
      {...props}
    />
  )
}
