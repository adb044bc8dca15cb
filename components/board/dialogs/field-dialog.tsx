import type { FormEvent } from 'react'
import { ApiError } from '@/components/api'
import { type DealDraft, dealForm } from '@/components/deals/deal-draft'
import { DealFields } from '@/components/deals/deal-fields'
import { type DealField, type DealValues, noValues } from '@/components/deals/deal-values'
import { useDraft } from '@/components/drafts/use-draft'
import { useUsualValues } from '@/components/fields/usual-values'
import { Button } from '@/components/ui/button'
import { Dialog, DialogBody, DialogFooter } from '@/components/ui/overlays/dialog'
import { dealFields } from '@/lib/fields/deal'
import type { Field } from '@/lib/fields/field'
import { useBoard, useStages } from '../model/board-context'

type Props = {
  name: DealField
  title: string
  /** What setting the value is called. */
  verb: string
  onSet: (changes: Partial<DealValues>, draft: DealDraft) => void
  /** Takes the value away. */
  onRemove?: () => void
  onClose: () => void
}

/** Asks for one value for several deals. */
export function FieldDialog({ name, title, verb, onSet, onRemove, onClose }: Props) {
  const { board } = useBoard()
  const { choices }: Field = dealFields[name]
  const values = useUsualValues(choices)
  const blank = { ...noValues, title: '', stageId: '', currency: board.pipeline.currency }
  const drafting = useDraft(
    dealForm(blank, { members: board.members, stages: useStages(), home: board.pipeline.currency }),
  )

  async function set(event: FormEvent) {
    event.preventDefault()
    const { settled, changes, reason } = await drafting.read()
    const isNone = new ApiError(400, '', [{ path: name, message: 'must not be empty' }])
    if (reason || changes[name] === undefined) return drafting.refuse(reason ?? isNone, settled)
    onSet(changes, settled)
    onClose()
  }

  // The dialog focuses its first field, so it waits for what can be chosen.
  if (!values) return null
  return (
    <Dialog title={title} size="sm" onClose={onClose}>
      <form noValidate onSubmit={set} className="contents">
        <DialogBody>
          <DealFields names={[name]} drafting={drafting} />
        </DialogBody>
        <DialogFooter>
          {onRemove ? (
            <Button
              onClick={() => {
                onRemove()
                onClose()
              }}
            >
              Remove {dealFields[name].label.toLowerCase()}
            </Button>
          ) : (
            <Button onClick={onClose}>Cancel</Button>
          )}
          <Button type="submit" variant="primary">
            {verb}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
