import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { api } from '@/components/api'
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
  const [refreshing, startRefresh] = useTransition()
  const { error } = drafting
  const conflict = error?.status === 412 ? (error.current as Pipeline) : undefined

  async function send(version: number, moveDealsTo?: string) {
    await drafting.save(async (changes) => {
      const body = { ...changes, stages: toBodies(stages, drafting.now.currency), moveDealsTo }
      await api(`/api/pipelines/${pipeline.id}`, { method: 'PUT', body, ifMatch: version })
      toast('Pipeline saved')
      startRefresh(() => router.refresh())
    })
  }

  return {
    drafting,
    stages,
    setStages,
    busy: drafting.busy || refreshing,
    conflict,
    dirty: drafting.isTouched || JSON.stringify(stages) !== JSON.stringify(original),
    save: (moveDealsTo?: string) => send(pipeline.version, moveDealsTo),
    applyAgain: () => conflict && send(conflict.version),
    discard() {
      drafting.drop()
      drafting.refuse(undefined)
      setStages(original)
      router.refresh()
    },
  }
}
