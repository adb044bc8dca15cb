import { useSearchParams } from 'next/navigation'
import { startTransition, useOptimistic } from 'react'
import { boardUrl } from './board-url'
import { type Shape, shapeOf } from './shape'
import { useBoardRouter } from './use-board-router'

/** The parameters to change; undefined stands for the default. */
type Changes = { [Key in keyof Shape]: Shape[Key] | undefined }

/** The shape of the URL, and a function that changes it; controls show the change at once. */
export function useShape() {
  const router = useBoardRouter()
  const [shape, show] = useOptimistic(shapeOf(useSearchParams()))

  const apply = (changes: Changes) =>
    startTransition(() => {
      show({ ...shape, ...changes })
      const address = () => boardUrl(changes)
      // Only the server can sort and make lanes.
      if ('sort' in changes || 'lanes' in changes) return router.replace(address)
      history.replaceState(null, '', address())
    })

  return { shape, apply }
}
