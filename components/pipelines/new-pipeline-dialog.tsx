import { useRouter } from 'next/navigation'
import { type FormEvent, useState, useTransition } from 'react'
import { api } from '@/components/api'
import { FieldInputs } from '@/components/drafts/field-inputs'
import { useDraft } from '@/components/drafts/use-draft'
import { FormError } from '../ui/forms/form-error'
import { FormDialog } from '../ui/overlays/form-dialog'
import { toast } from '../ui/overlays/toast'
import { pipelineForm, pipelineSpans } from './pipeline-form'
import { toBodies, usualStages } from './stages/stage-draft'
import { StageList } from './stages/stage-list'

export default function NewPipelineDialog({ currency, onClose }: { currency: string; onClose: () => void }) {
  const router = useRouter()
  const blank = { name: '', description: null, currency }
  const drafting = useDraft(pipelineForm(blank))
  const [stages, setStages] = useState(usualStages)
  const [isLeaving, startLeaving] = useTransition()
  const { error, now } = drafting

  async function create(event: FormEvent) {
    event.preventDefault()
    await drafting.save(async (changes) => {
      const body = { ...blank, ...changes, stages: toBodies(stages, now.currency) }
      const { id } = await api<{ id: string }>('/api/pipelines', { method: 'POST', body })
      toast(`Pipeline ${now.name} created`)
      startLeaving(() => {
        router.push(`/pipelines/${id}`)
        router.refresh()
      })
    })
  }

  return (
    <FormDialog
      title="New pipeline"
      description="The stages a deal goes through, in order. Won deals will need an amount and a close date, lost ones a reason; settings change all of that later."
      verb="Create pipeline"
      busy={drafting.busy || isLeaving}
      onSubmit={create}
      onClose={onClose}
    >
      <FormError message={drafting.errorWords} />
      <FieldInputs spans={pipelineSpans} drafting={drafting} />
      <fieldset>
        <legend className="mb-1 text-xs font-medium text-muted">Stages</legend>
        <StageList compact currency={now.currency} stages={stages} onChange={setStages} error={error} />
      </fieldset>
    </FormDialog>
  )
}
