import { useEffect, useState } from 'react'
import { api } from '@/components/api'

export type Client = { id: string; name: string }

export const contactPath = '/api/organization-contact'

/** The first contacts whose name matches, 150 ms after typing; undefined searches nothing. */
export function useClientSearch(query: string | undefined) {
  const [found, setFound] = useState<Client[]>([])

  useEffect(() => {
    if (query === undefined) return
    const search = new AbortController()
    const timer = setTimeout(() => {
      const where = query ? `&where[name]=${encodeURIComponent(query)}` : ''
      api<{ items: Client[] }>(`${contactPath}/pagination?take=8&order[name]=ASC${where}`, { signal: search.signal })
        .then(({ items }) => setFound(items))
        .catch(() => {})
    }, 150)
    return () => {
      clearTimeout(timer)
      search.abort()
    }
  }, [query])

  return found
}
