import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { type ApiError, api, asApiError } from '@/components/api'
import type { Pipeline } from '@/lib/pipelines/schema'
import { toast } from '../ui/overlays/toast'
import { draftOf, toBodies } from './stages/stage-draft'

const start = ({ name, description, currency, stages }: Pipeline) => ({
  draft: { name, description: description ?? '', currency },
  stages: stages.map((stage) => draftOf(stage, currency)),
})

/** The draft of a pipeline and its saving; on a conflict the draft stays. */
export function usePipelineEditor(pipeline: Pipeline) {
  const router = useRouter()
  const [original] = useState(() => start(pipeline))
  const [draft, setDraft] = useState(original.draft)
  const [stages, setStages] = useState(original.stages)
  const [saving, setSaving] = useState(false)
  const [refreshing, startRefresh] = useTransition()
  const [error, setError] = useState<ApiError>()
  const [conflict, setConflict] = useState<Pipeline>()
  const path = `/api/pipelines/${pipeline.id}`

  async function send(version: number, moveDealsTo?: string) {
    setSaving(true)
    setError(undefined)
    setConflict(undefined)
    try {
      const body = { ...draft, stages: toBodies(stages, draft.currency), moveDealsTo }
      await api(path, { method: 'PUT', body, ifMatch: version })
      toast('Pipeline saved')
      startRefresh(() => router.refresh())
    } catch (refusal) {
      const known = asApiError(refusal)
      setError(known)
      if (known.status === 412) setConflict(await api<Pipeline>(path).catch(() => undefined))
    }
    setSaving(false)
  }

  return {
    draft,
    setDraft,
    stages,
    setStages,
    busy: saving || refreshing,
    error,
    conflict,
    dirty: JSON.stringify({ draft, stages }) !== JSON.stringify(original),
    save: (moveDealsTo?: string) => send(pipeline.version, moveDealsTo),
    applyAgain: () => conflict && send(conflict.version),
    discard() {
      setDraft(original.draft)
      setStages(original.stages)
      setError(undefined)
      setConflict(undefined)
      router.refresh()
    },
  }
}
