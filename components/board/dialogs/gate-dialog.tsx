import { type FormEvent, type KeyboardEvent, useEffect, useState } from 'react'
import { type ApiError, asApiError } from '@/components/api'
import { changedFields, draftOf } from '@/components/deals/deal-draft'
import { DealField } from '@/components/deals/deal-field'
import { Button } from '@/components/ui/button'
import { FormError } from '@/components/ui/forms/form-error'
import { Dialog, DialogBody, DialogFooter } from '@/components/ui/overlays/dialog'
import type { Requirable } from '@/lib/deals/moving/gates'
import { useBoard, useStages } from '../model/board-context'
import type { Question } from '../outbox/gates'

/** The fields that a stage requires and the deal lacks; they are sent with the move or the new deal. */
export default function GateDialog({ question }: { question: Question }) {
  const { model, board, today } = useBoard()
  const { id, place, lostReasons } = question
  const stage = useStages().find((stage) => stage.id === place.stageId)
  const [deal] = useState(() => ({ ...model.store.card(id)!.card, lostReason: null }))
  const [fields, setFields] = useState(question.fields)
  const [draft, setDraft] = useState(() => ({
    ...draftOf(deal),
    ...(fields.includes('ownerId') && { ownerId: board.userId }),
    ...(fields.includes('probability') && { probability: String(stage?.probability ?? '') }),
    ...(fields.includes('expectedCloseDate') && stage?.kind !== 'open' && { expectedCloseDate: today }),
  }))
  const [busy, setBusy] = useState(false)
  const [waiting, setWaiting] = useState(false)
  const [error, setError] = useState<ApiError>()
  const unshown = error?.fields.every(({ path }) => !fields.includes(path as Requirable))
  const name = stage?.name ?? 'the stage'
  const [isNew] = useState(() => !model.store.has(id))
  const verb = isNew ? 'Add' : 'Move'

  // Quick add takes the focus back by itself.
  useEffect(() => (isNew ? undefined : () => model.focus(id)), [model, id, isNew])

  function cancel() {
    if (!busy) question.cancel()
  }

  /** Submits by Enter in a select, as not every browser does. */
  function submitByEnter(event: KeyboardEvent<HTMLFormElement>) {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLSelectElement)) return
    event.preventDefault()
    event.currentTarget.requestSubmit()
  }

  async function submit(event: FormEvent) {
    event.preventDefault()
    event.stopPropagation()
    if (waiting || busy) return
    setBusy(true)
    setError(undefined)
    try {
      await question.answer(changedFields(deal, draft))
    } catch (reason) {
      const refusal = asApiError(reason)
      const required = refusal.status === 422 ? refusal.fields.map(({ path }) => path as Requirable) : []
      setFields([...new Set([...fields, ...required])])
      setError(refusal)
      setBusy(false)
    }
  }

  return (
    <Dialog
      title={`${verb} to ${name}`}
      description={
        <>
          <bdi className="font-medium text-text">{deal.title}</bdi> needs this first.
        </>
      }
      size="sm"
      onClose={cancel}
    >
      <form onSubmit={submit} onKeyDown={submitByEnter} className="contents">
        <DialogBody>
          <FormError message={unshown && error?.detail} />
          {fields.map((field) => (
            <DealField
              key={field}
              field={field}
              draft={draft}
              onChange={(changes) => setDraft((now) => ({ ...now, ...changes }))}
              onBusy={setWaiting}
              stage={stage}
              members={board.members}
              lostReasons={lostReasons}
              error={error}
            />
          ))}
        </DialogBody>
        <DialogFooter>
          <Button onClick={cancel}>Cancel</Button>
          <Button type="submit" variant="primary" busy={busy} disabled={waiting}>
            {verb} to {name}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
