import { useEffect, useState } from 'react'
import { type ApiError, api } from '@/components/api'
import type { SearchResult } from '@/lib/search/schema'

const TYPED_FOR = 120

/** The server's results for a text, those of the pipeline first, or the former ones while it searches. */
export function useSearch(typed: string, pipelineId: string | undefined) {
  const q = typed.trim()
  const [answer, setAnswer] = useState<{ q: string; found?: SearchResult; refused?: string }>()

  useEffect(() => {
    const request = new AbortController()
    const timer = setTimeout(
      () => {
        const search = (query: Record<string, string>) =>
          api<SearchResult>(`/api/search?${new URLSearchParams(query)}`, { signal: request.signal })
        // A board that somebody deleted meanwhile is no reason to find nothing elsewhere.
        const anywhere = (error: ApiError) => (error.status === 404 ? search({ q }) : Promise.reject(error))
        const found = pipelineId ? search({ q, pipelineId }).catch(anywhere) : search({ q })
        found
          .then((found) => setAnswer({ q, found }))
          .catch(({ message }) => request.signal.aborted || setAnswer({ q, refused: message }))
      },
      q ? TYPED_FOR : 0,
    )
    return () => {
      clearTimeout(timer)
      request.abort()
    }
  }, [q, pipelineId])

  return { found: answer?.found, refused: answer?.refused, isLooking: answer?.q !== q }
}
