import { useSearchParams } from 'next/navigation'
import { startTransition, useOptimistic } from 'react'
import { addressWith } from './board-url'
import { type Shape, shapeOf } from './shape'
import { useBoardRouter } from './use-board-router'

/** What is to be another way; undefined for the usual. */
type Changes = { [Key in keyof Shape]: Shape[Key] | undefined }

/** The shape that the address names, and a way to change it; a control shows its choice before the board follows. */
export function useShape() {
  const router = useBoardRouter()
  const [shape, show] = useOptimistic(shapeOf(useSearchParams()))

  const apply = (changes: Changes) =>
    startTransition(() => {
      show({ ...shape, ...changes })
      const parts = Object.entries(changes).map(([key, part]) => [key, part || null])
      const address = () => addressWith(Object.fromEntries(parts))
      // Another order and lanes are the server's to give.
      if ('sort' in changes || 'lanes' in changes) return router.replace(address)
      history.replaceState(null, '', address())
    })

  return { shape, apply }
}
