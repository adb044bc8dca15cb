import clsx from 'clsx'
import type { ComponentProps, ReactNode } from 'react'

type Props = Omit<ComponentProps<'button'>, 'children'> & { label: string; icon: ReactNode; shortcut?: string }

export const iconButtonClass =
  'inline-flex size-7 shrink-0 items-center justify-center rounded-md text-muted transition-colors hover:bg-hover hover:text-text active:bg-pressed disabled:pointer-events-none disabled:opacity-40 touch:size-11'

export function IconButton({ label, icon, shortcut, className, type = 'button', ...props }: Props) {
  return (
    <button
      type={type}
      aria-label={label}
      aria-keyshortcuts={shortcut}
      title={shortcut ? `${label} (${shortcut})` : label}
      className={clsx(iconButtonClass, className)}
      {...props}
    >
      {icon}
    </button>
  )
}
