import { useEffect, useState } from 'react'
import { api } from '@/components/api'
import type { LostReasons } from '@/lib/lost-reasons/schema'

/** What to choose from when a deal is lost. Without an answer it is said in words. */
export const fetchLostReasons = () =>
  api<LostReasons>('/api/lost-reasons').then(
    ({ items }) => items,
    () => [],
  )

/** Undefined until they are `wanted` and here. */
export function useLostReasons(wanted: boolean) {
  const [reasons, setReasons] = useState<string[]>()
  useEffect(() => {
    if (wanted) fetchLostReasons().then(setReasons)
  }, [wanted])
  return reasons
}
