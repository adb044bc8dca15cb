import { useEffect, useState } from 'react'
import { api } from '@/components/api'
import type { StagePace } from '@/lib/board/schema'

const none: ReadonlyMap<string, StagePace> = new Map()

/** The pace of each stage of a pipeline; empty until the server answers, and without an answer. */
export function usePace(pipelineId: string) {
  const [pace, setPace] = useState(none)
  useEffect(() => {
    const request = new AbortController()
    api<{ items: StagePace[] }>(`/api/pipelines/${pipelineId}/pace`, { signal: request.signal })
      .then(({ items }) => items.length && setPace(new Map(items.map((item) => [item.stageId, item]))))
      .catch(() => {})
    return () => request.abort()
  }, [pipelineId])
  return pace
}
