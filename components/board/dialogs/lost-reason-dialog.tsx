import { type FormEvent, useState } from 'react'
import { LostReasonField } from '@/components/deals/lost-reason-field'
import { useLostReasons } from '@/components/deals/use-lost-reasons'
import { shownDeals } from '@/components/format'
import { Button } from '@/components/ui/button'
import { Dialog, DialogBody, DialogFooter } from '@/components/ui/overlays/dialog'
import { useBoard } from '../model/board-context'
import type { BulkRequest } from '../outbox/bulk-sender'

/** Asks for one lost reason for all deals of a bulk move. */
export default function LostReasonDialog({ change }: { change: BulkRequest }) {
  const { bulk } = useBoard().model
  const [lostReason, setLostReason] = useState('')
  const [error, setError] = useState<string>()
  const reasons = useLostReasons(true)
  const close = () => bulk.waitingForReason.set(null)

  function submit(event: FormEvent) {
    event.preventDefault()
    if (lostReason.trim()) bulk.answer(change, lostReason)
    else setError('Say why they were lost.')
  }

  // The dialog focuses its first field, so it waits for the reasons.
  if (!reasons) return null
  return (
    <Dialog title={`Why were these ${shownDeals(change.ids.length)} lost?`} size="sm" onClose={close}>
      <form onSubmit={submit} className="contents">
        <DialogBody>
          <LostReasonField reasons={reasons} value={lostReason} onChange={setLostReason} {...(error && { error })} />
        </DialogBody>
        <DialogFooter>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" variant="primary">
            Lose {shownDeals(change.ids.length)}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
