import { Button } from '@/components/ui/button'
import { useBoard, useObservable } from '../model/board-context'

export function LoadFailure() {
  const { model } = useBoard()
  const failed = useObservable(model.loadFailed)

  return (
    failed && (
      <div
        role="alert"
        className="flex shrink-0 items-center justify-center gap-3 border-t border-border px-4 py-1.5 text-muted"
      >
        Some deals could not be loaded.
        <Button onClick={model.loadAgain}>Try again</Button>
      </div>
    )
  )
}
