import { type FormEvent, type KeyboardEvent, useEffect, useState } from 'react'
import { dealForm, dealOfCard } from '@/components/deals/deal-draft'
import { DealFields } from '@/components/deals/deal-fields'
import { useDraft } from '@/components/drafts/use-draft'
import { shownDeals } from '@/components/format'
import { isStuck } from '@/components/outbox/deliver'
import { outbox } from '@/components/outbox/outbox'
import type { Question } from '@/components/outbox/questions'
import { FormError } from '@/components/ui/forms/form-error'
import { FormDialog } from '@/components/ui/overlays/form-dialog'
import { dealFields, type Requirable } from '@/lib/fields/deal'
import type { Field } from '@/lib/fields/field'
import type { BoardStage } from '@/lib/pipelines/schema'
import { useBoard, useObservable, useStages } from '../model/board-context'

/** The fields that a stage requires and the deal lacks; they are sent with the move or the new deal. */
export default function GateDialog({ question }: { question: Question }) {
  const { model, board, today } = useBoard()
  const { ids, body, kind } = question.change
  const id = ids[0]!
  const stageId = String(body.stageId)
  const stages = useStages()
  const stage = stages.find((stage) => stage.id === stageId)
  const [deal] = useState(() => ({ ...dealOfCard(model.store.card(id)!.card), stageId }))
  const [fields, setFields] = useState(question.fields)
  const form = dealForm(deal, { members: board.members, stages, home: board.pipeline.currency })
  const likely = { userId: board.userId, stage, today }
  const drafting = useDraft(
    form,
    Object.fromEntries(fields.map((name) => [name, proposalOf(dealFields[name], likely)])),
  )
  const { busy, error } = drafting
  const isWaiting = useObservable(outbox.entries, (entries) => entries.some(isStuck)) && busy
  const unshown = error?.fields.every(({ path }) => !fields.includes(path as Requirable))
  const name = stage?.name ?? 'the stage'
  const isNew = kind === 'add'
  const many = ids.length > 1 && shownDeals(ids.length)
  const verb = isNew ? 'Add' : many ? `Move ${many}` : 'Move'

  // Quick add takes the focus back by itself.
  useEffect(() => (isNew ? undefined : () => model.returnTo(id)), [model, id, isNew])

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
    if (busy) return
    const refusal = await drafting.save(question.answer)
    if (refusal?.status !== 422) return
    setFields([...new Set([...fields, ...refusal.fields.map(({ path }) => path as Requirable)])])
  }

  return (
    <FormDialog
      title={`${verb} to ${name}`}
      description={
        <>
          <bdi className="font-medium text-text">{many || deal.title}</bdi> {many ? 'need' : 'needs'} this first.
        </>
      }
      size="sm"
      verb={`${verb} to ${name}`}
      busy={busy}
      onSubmit={submit}
      onKeyDown={submitByEnter}
      onClose={cancel}
    >
      <FormError
        message={
          isWaiting ? 'The server cannot be reached. This goes out as soon as it can.' : unshown && error?.detail
        }
      />
      <DealFields names={fields} drafting={drafting} />
    </FormDialog>
  )
}

/** The value that a field is likely to be given. */
function proposalOf({ kind, ofStage, due }: Field, { userId, stage, today }: Likely) {
  if (kind === 'member') return userId
  if (ofStage) return stage?.probability
  return due && stage?.kind !== 'open' ? today : undefined
}

type Likely = { userId: string; stage: BoardStage | undefined; today: string }
