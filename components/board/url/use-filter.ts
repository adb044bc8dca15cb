import { useSearchParams } from 'next/navigation'
import { useTransition } from 'react'
import { boardUrl } from './board-url'
import { type Filter, filterOf, partsOf } from './filter'
import { useBoardRouter } from './use-board-router'

/** The filter of the URL, and a function that applies another one. */
export function useFilter() {
  const router = useBoardRouter()
  const address = useSearchParams()
  const [isApplying, start] = useTransition()
  const apply = (filter: Filter) => start(() => router.replace(() => boardUrl(partsOf(filter))))
  return { filter: filterOf(new URLSearchParams(address)), apply, isApplying }
}
