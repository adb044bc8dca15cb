import { type ApiError, api } from '@/components/api'
import { useAnswer } from '@/components/use-answer'
import type { SearchResult } from '@/lib/search/schema'

const TYPED_FOR = 120

type Answer = { found?: SearchResult; refused?: string }

function search(query: string, signal: AbortSignal): Promise<Answer> {
  const find = (query: string) => api<SearchResult>(`/api/search?${query}`, { signal })
  // A board that somebody deleted meanwhile is no reason to find nothing elsewhere.
  const anywhere = (error: ApiError) => (error.status === 404 ? find(query.replace(/&.*/, '')) : Promise.reject(error))
  return find(query)
    .catch(anywhere)
    .then(
      (found) => ({ found }),
      ({ message }) => ({ refused: message }),
    )
}

/** The server's results for a text, those of the pipeline first, or the former ones while it searches. */
export function useSearch(typed: string, pipelineId: string | undefined) {
  const q = typed.trim()
  const query = String(new URLSearchParams({ q, ...(pipelineId && { pipelineId }) }))
  const answer = useAnswer(query, search, q ? TYPED_FOR : 0)
  return { ...answer?.value, isLooking: answer?.text !== query }
}
