import { useEffect, useState } from 'react'
import { api } from '@/components/api'

const known = new Map<string, string[]>()

/** The usual values of a field, by the path that lists them; none when they cannot be loaded. */
export const fetchUsualValues = (path: string) =>
  api<{ items: string[] }>(path).then(
    ({ items }) => {
      known.set(path, items)
      return items
    },
    () => known.get(path) ?? [],
  )

/** The usual values of a field, none without a path; those known from before until they are loaded, or undefined. */
export function useUsualValues(path: string | undefined) {
  const [values, setValues] = useState(path ? known.get(path) : [])
  useEffect(() => {
    if (path) fetchUsualValues(path).then(setValues)
  }, [path])
  return values
}
