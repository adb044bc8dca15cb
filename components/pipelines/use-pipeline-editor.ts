import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { api, asApiError } from '@/components/api'
import { useDraft } from '@/components/drafts/use-draft'
import type { Pipeline } from '@/lib/pipelines/schema'
import { toast } from '../ui/overlays/toast'
import { pipelineForm } from './pipeline-form'
import { draftOf, toBodies } from './stages/stage-draft'

/** The draft of a pipeline and its saving; on a conflict the draft stays. */
export function usePipelineEditor(pipeline: Pipeline) {
  const router = useRouter()
  const [original] = useState(() => pipeline.stages.map((stage) => draftOf(stage, pipeline.currency)))
  const drafting = useDraft(pipelineForm(pipeline))
  const [stages, setStages] = useState(original)
  const [saving, setSaving] = useState(false)
  const [refreshing, startRefresh] = useTransition()
  const [conflict, setConflict] = useState<Pipeline>()
  const path = `/api/pipelines/${pipeline.id}`

  async function send(version: number, moveDealsTo?: string) {
    setSaving(true)
    setConflict(undefined)
    const { changes, settled, reason } = await drafting.read()
    drafting.refuse(undefined)
    try {
      if (reason) throw reason
      const body = { ...changes, stages: toBodies(stages, drafting.now.currency), moveDealsTo }
      await api(path, { method: 'PUT', body, ifMatch: version })
      toast('Pipeline saved')
      startRefresh(() => router.refresh())
    } catch (refusal) {
      const known = asApiError(refusal)
      drafting.refuse(known, settled)
      if (known.status === 412) setConflict(await api<Pipeline>(path).catch(() => undefined))
    }
    setSaving(false)
  }

  return {
    drafting,
    stages,
    setStages,
    busy: saving || refreshing,
    conflict,
    dirty: drafting.isTouched || JSON.stringify(stages) !== JSON.stringify(original),
    save: (moveDealsTo?: string) => send(pipeline.version, moveDealsTo),
    applyAgain: () => conflict && send(conflict.version),
    discard() {
      drafting.drop()
      drafting.refuse(undefined)
      setStages(original)
      setConflict(undefined)
      router.refresh()
    },
  }
}
