import clsx from 'clsx'
import type { ReactNode } from 'react'

const tones = {
  plain: 'bg-pressed text-text',
  accent: 'bg-accent-soft text-accent',
  won: 'bg-won-soft text-won',
  lost: 'bg-lost-soft text-lost',
  warning: 'bg-warning-soft text-warning',
}

export function Badge({ tone = 'plain', children }: { tone?: keyof typeof tones; children: ReactNode }) {
  return (
    <span
      className={clsx('inline-flex h-5 shrink-0 items-center gap-1 rounded-sm px-1.5 text-xs font-medium', tones[tone])}
    >
      {children}
    </span>
  )
}
