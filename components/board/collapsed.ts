'use client'

import { useSearchParams } from 'next/navigation'

const KEY = 'collapsed'

const read = (address: Pick<URLSearchParams, 'get'>) => new Set(address.get(KEY)?.split(','))

/** The ids of the stages that the address folds into strips. */
export const useCollapsed = () => read(useSearchParams())

/** Folds a stage, or shows it again. */
export function toggleCollapsed(stageId: string) {
  const address = new URLSearchParams(location.search)
  const folded = read(address)
  if (!folded.delete(stageId)) folded.add(stageId)
  if (folded.size) address.set(KEY, [...folded].join())
  else address.delete(KEY)
  const query = address.toString()
  history.replaceState(null, '', location.pathname + (query && `?${query}`))
}
