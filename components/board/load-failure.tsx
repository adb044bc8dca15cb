'use client'

import { Button } from '@/components/ui/button'
import { useBoard, useCell, useStages } from './board-context'

/** Some deals further down could not be loaded; the columns try again when asked. */
export function LoadFailure() {
  const { model } = useBoard()
  const stages = useStages()
  const failed = useCell(model.loadFailed)

  function retry() {
    model.loadFailed.set(false)
    for (const { id } of stages) {
      const { ids, next } = model.store.column(id)
      if (next !== null) model.loadUpTo(id, ids.length + 1).catch(() => {})
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
