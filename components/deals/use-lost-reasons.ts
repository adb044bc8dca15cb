import { useEffect, useState } from 'react'
import { api } from '@/components/api'
import type { LostReasons } from '@/lib/lost-reasons/schema'

/** The lost reasons of the tenant; empty when they cannot be loaded. */
export const fetchLostReasons = () =>
  api<LostReasons>('/api/lost-reasons').then(
    ({ items }) => items,
    () => [],
  )

/** The lost reasons; undefined until they are `wanted` and loaded. */
export function useLostReasons(wanted: boolean) {
  const [reasons, setReasons] = useState<string[]>()
  useEffect(() => {
    if (wanted) fetchLostReasons().then(setReasons)
  }, [wanted])
  return reasons
}
