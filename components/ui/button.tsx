import clsx from 'clsx'
import type { ComponentProps } from 'react'

type Variant = 'primary' | 'secondary' | 'quiet' | 'danger'

const variants: Record<Variant, string> = {
  primary: 'bg-primary text-on-fill enabled:hover:bg-primary-hover [a&]:hover:bg-primary-hover',
  secondary: 'border border-control/60 bg-surface hover:bg-hover active:bg-pressed',
  quiet: 'hover:bg-hover active:bg-pressed',
  danger: 'bg-danger text-on-fill enabled:hover:bg-danger-hover',
}

export const buttonClass = (variant: Variant = 'secondary', className?: string) =>
  clsx(
    'inline-flex h-8 shrink-0 items-center justify-center gap-1.5 rounded-md px-3 font-medium whitespace-nowrap',
    'transition-colors select-none disabled:opacity-50 aria-busy:cursor-progress touch:min-h-11 touch:px-4',
    variants[variant],
    className,
  )

type Props = ComponentProps<'button'> & { variant?: Variant; busy?: boolean; 'data-autofocus'?: boolean }

/** A button; while `busy` it keeps focus and label and ignores presses. */
export function Button({ variant, busy, className, onClick, type = 'button', ...props }: Props) {
  return (
    <button
      type={busy ? 'button' : type}
      className={buttonClass(variant, clsx(busy && 'opacity-70', className))}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? undefined : onClick}
      {...props}
    />
  )
}
