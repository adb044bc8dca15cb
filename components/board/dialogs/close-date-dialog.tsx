import { type FormEvent, useState } from 'react'
import { shownDeals } from '@/components/format'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/forms/field'
import { Input } from '@/components/ui/forms/input'
import { Dialog, DialogBody, DialogFooter } from '@/components/ui/overlays/dialog'
import { useBoard } from '../model/board-context'

export function CloseDateDialog({ ids, onClose }: { ids: string[]; onClose: () => void }) {
  const { model } = useBoard()
  const [day, setDay] = useState('')

  function set(event: FormEvent, expectedCloseDate: string | null) {
    event.preventDefault()
    model.bulk.edit(ids, { expectedCloseDate }, () => ({ expectedCloseDate }))
    onClose()
  }

  return (
    <Dialog title={`Close date of ${shownDeals(ids.length)}`} size="sm" onClose={onClose}>
      <form onSubmit={(event) => set(event, day)} className="contents">
        <DialogBody>
          <Field label="Expected close">
            {(control) => (
              <Input
                {...control}
                type="date"
                required
                min="1900-01-01"
                max="2200-12-31"
                value={day}
                onChange={(event) => setDay(event.target.value)}
              />
            )}
          </Field>
        </DialogBody>
        <DialogFooter>
          <Button onClick={(event) => set(event, null)}>Remove date</Button>
          <Button type="submit" variant="primary">
            Set date
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
