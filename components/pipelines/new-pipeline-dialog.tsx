import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { type ApiError, api, asApiError } from '@/components/api'
import { Button } from '@/components/ui/button'
import { FormError } from '../ui/forms/form-error'
import { Dialog, DialogBody, DialogFooter } from '../ui/overlays/dialog'
import { toast } from '../ui/overlays/toast'
import { PipelineFields } from './pipeline-fields'
import { toBodies, usualStages } from './stages/stage-draft'
import { StageList } from './stages/stage-list'

export function NewPipelineDialog({ currency, onClose }: { currency: string; onClose: () => void }) {
  const router = useRouter()
  const [draft, setDraft] = useState({ name: '', description: '', currency })
  const [stages, setStages] = useState(usualStages)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ApiError>()

  async function create(event: FormEvent) {
    event.preventDefault()
    setBusy(true)
    setError(undefined)
    try {
      const body = { ...draft, stages: toBodies(stages, draft.currency) }
      const { id } = await api<{ id: string }>('/api/pipelines', { method: 'POST', body })
      toast(`Pipeline ${draft.name.trim()} created`)
      router.push(`/pipelines/${id}`)
      router.refresh()
    } catch (refusal) {
      setError(asApiError(refusal))
      setBusy(false)
    }
  }

  return (
    <Dialog
      title="New pipeline"
      description="The stages a deal goes through, in order. Won deals will need an amount and a close date, lost ones a reason; settings change all of that later."
      onClose={onClose}
    >
      <form onSubmit={create} className="contents">
        <DialogBody>
          <FormError message={error?.fields.length ? 'Look at the marked fields.' : error?.detail} />
          <PipelineFields draft={draft} onChange={setDraft} error={error} />
          <fieldset>
            <legend className="mb-1 text-xs font-medium text-muted">Stages</legend>
            <StageList compact currency={draft.currency} stages={stages} onChange={setStages} error={error} />
          </fieldset>
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={busy}>
            Create pipeline
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
