import type { ReactNode } from 'react'

type Props = { title: string; children: ReactNode; action?: ReactNode }

export function EmptyState({ title, children, action }: Props) {
  return (
    <div className="mx-auto flex max-w-sm flex-col items-center gap-2 px-4 py-16 text-center">
      <h2 className="text-base font-semibold text-balance">{title}</h2>
      <p className="text-pretty text-muted">{children}</p>
      {action && <div className="mt-3">{action}</div>}
    </div>
  )
}
