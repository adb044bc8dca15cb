import { useSearchParams } from 'next/navigation'
import { useTransition } from 'react'
import { addressWith } from './board-url'
import { type Filter, filterOf, partsOf } from './filter'
import { useBoardRouter } from './use-board-router'

/** The filter that the address names. Applying another one fetches the board again; Back takes it off. */
export function useFilter() {
  const router = useBoardRouter()
  const address = useSearchParams()
  const [isApplying, start] = useTransition()
  const apply = (filter: Filter) => start(() => router.replace(() => addressWith(partsOf(filter))))
  return { filter: filterOf(new URLSearchParams(address)), apply, isApplying }
}
