'use client'

import { useSearchParams } from 'next/navigation'
import { startTransition, useOptimistic } from 'react'
import { addressWith } from './address'
import { type Shape, shapeOf, shapePartsOf } from './shape'

/** The shape that the address names, and a way to change it; a control shows its choice before the board follows. */
export function useShape() {
  const [shape, show] = useOptimistic(shapeOf(useSearchParams()))
  const apply = (next: Shape) =>
    startTransition(() => {
      show(next)
      history.replaceState(null, '', addressWith(shapePartsOf(next)))
    })
  return { shape, apply }
}
