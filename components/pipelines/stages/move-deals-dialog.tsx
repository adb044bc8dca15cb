import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/forms/field'
import { Select } from '@/components/ui/forms/select'
import { Dialog, DialogBody, DialogFooter } from '@/components/ui/overlays/dialog'
import type { StageDraft } from './stage-draft'

type Props = { message: string; stages: StageDraft[]; onMove: (stageId: string) => void; onClose: () => void }

/** Asks which stage the deals of a removed one move to. */
export function MoveDealsDialog({ message, stages, onMove, onClose }: Props) {
  const targets = stages.flatMap(({ id, name }) => (id ? [{ id, name }] : []))
  const [target, setTarget] = useState(targets[0]?.id ?? '')
  return (
    <Dialog title="Where do its deals go?" description={message} size="sm" onClose={onClose}>
      <DialogBody>
        <Field label="Move the deals to">
          <Select value={target} onChange={(event) => setTarget(event.target.value)}>
            {targets.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      </DialogBody>
      <DialogFooter>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="primary" disabled={!target} onClick={() => onMove(target)}>
          Move deals and save
        </Button>
      </DialogFooter>
    </Dialog>
  )
}
