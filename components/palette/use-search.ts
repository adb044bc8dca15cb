import { useEffect, useState } from 'react'
import { api } from '@/components/api'
import type { SearchResult } from '@/lib/search/schema'

const TYPED_FOR = 120

/** The server's results for a text, or the former ones while it searches. */
export function useSearch(typed: string) {
  const q = typed.trim()
  const [answer, setAnswer] = useState<{ q: string; found?: SearchResult; refused?: string }>()

  useEffect(() => {
    const request = new AbortController()
    const timer = setTimeout(
      () => {
        api<SearchResult>(`/api/search?q=${encodeURIComponent(q)}`, { signal: request.signal })
          .then((found) => setAnswer({ q, found }))
          .catch(({ message }) => request.signal.aborted || setAnswer({ q, refused: message }))
      },
      q ? TYPED_FOR : 0,
    )
    return () => {
      clearTimeout(timer)
      request.abort()
    }
  }, [q])

  return { found: answer?.found, refused: answer?.refused, isLooking: answer?.q !== q }
}
