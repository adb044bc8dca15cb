'use client'

import { useRouter, useSearchParams } from 'next/navigation'
import { useTransition } from 'react'
import { type Filter, filterOf, withFilter } from './filter'

/** The filter that the address names. Applying another one fetches the board again; Back takes it off. */
export function useFilter() {
  const router = useRouter()
  const address = useSearchParams()
  const [isApplying, start] = useTransition()
  const apply = (filter: Filter) =>
    start(() =>
      router.replace(location.pathname + withFilter(new URLSearchParams(location.search), filter), { scroll: false }),
    )
  return { filter: filterOf(new URLSearchParams(address)), apply, isApplying }
}
