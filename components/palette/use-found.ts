import { useEffect, useState } from 'react'
import { api } from '@/components/api'
import type { Found } from '@/lib/search/schema'

const TYPED_FOR = 120

/** What the server finds by these words; while it looks, what it found before. */
export function useFound(typed: string) {
  const q = typed.trim()
  const [answer, setAnswer] = useState<{ q: string; found?: Found; refused?: string }>()

  useEffect(() => {
    const asking = new AbortController()
    const timer = setTimeout(
      () => {
        api<Found>(`/api/search?q=${encodeURIComponent(q)}`, { signal: asking.signal })
          .then((found) => setAnswer({ q, found }))
          .catch(({ message }) => asking.signal.aborted || setAnswer({ q, refused: message }))
      },
      q ? TYPED_FOR : 0,
    )
    return () => {
      clearTimeout(timer)
      asking.abort()
    }
  }, [q])

  return { found: answer?.found, refused: answer?.refused, isLooking: answer?.q !== q }
}
