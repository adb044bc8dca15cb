import type { ReactNode } from 'react'

/** A control in the row of a stage, below its heading where the columns have none. */
export function StageCell({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <span aria-hidden className="mb-1 block truncate text-xs text-muted lg:hidden">
        {heading}
      </span>
      {children}
    </div>
  )
}
