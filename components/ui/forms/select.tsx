import clsx from 'clsx'
import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { useControl } from './control'
import { controlClass } from './input'

export function Select({ className, children, ...props }: ComponentProps<'select'>) {
  const control = useControl()
  return (
    <span className={clsx('relative block min-w-0', className)}>
      <select {...control} className={clsx(controlClass, 'h-8 appearance-none truncate pr-7 touch:h-11')} {...props}>
        {children}
      </select>
      <ChevronDown className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 text-muted" aria-hidden />
    </span>
  )
}
