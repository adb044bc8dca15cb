import { useEffect, useState } from 'react'
import { api } from '@/components/api'
import type { StagePace } from '@/lib/board/schema'

const none: ReadonlyMap<string, StagePace> = new Map()

/** Asked for once the board stands; without an answer the cards go by the rotting days alone. */
export function usePace(pipelineId: string) {
  const [pace, setPace] = useState(none)
  useEffect(() => {
    const asking = new AbortController()
    api<{ items: StagePace[] }>(`/api/pipelines/${pipelineId}/pace`, { signal: asking.signal })
      .then(({ items }) => items.length && setPace(new Map(items.map((item) => [item.stageId, item]))))
      .catch(() => {})
    return () => asking.abort()
  }, [pipelineId])
  return pace
}
