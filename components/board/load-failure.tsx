'use client'

import { Button } from '@/components/ui/button'
import { useBoard, useCell } from './board-context'

/** Some deals further down could not be loaded; the columns try again when asked. */
export function LoadFailure() {
  const { model } = useBoard()
  const failed = useCell(model.loadFailed)

  function retry() {
    model.loadFailed.set(false)
    // Those that are not in sight ask when they are.
    for (const key of model.lists.keys()) {
      const { ids, next } = model.store.column(key)
      if (next !== null) model.loadUpTo(key, ids.length + 1).catch(() => {})
    }
  }

  return (
    failed && (
      <div
        role="alert"
        className="flex shrink-0 items-center justify-center gap-3 border-t border-border px-4 py-1.5 text-muted"
      >
        Some deals could not be loaded.
        <Button onClick={retry}>Try again</Button>
      </div>
    )
  )
}
