'use client'

import { useRouter, useSearchParams } from 'next/navigation'
import { useTransition } from 'react'
import { addressWith } from './address'
import { type Filter, filterOf, partsOf } from './filter'

/** The filter that the address names. Applying another one fetches the board again; Back takes it off. */
export function useFilter() {
  const router = useRouter()
  const address = useSearchParams()
  const [isApplying, start] = useTransition()
  const apply = (filter: Filter) => start(() => router.replace(addressWith(partsOf(filter)), { scroll: false }))
  return { filter: filterOf(new URLSearchParams(address)), apply, isApplying }
}
