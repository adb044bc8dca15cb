import { shownDeals } from '@/components/format'
import { useBoard } from '../model/board-context'
import type { BulkRequest } from '../outbox/bulk-sender'
import { FieldDialog } from './field-dialog'

/** Asks for one lost reason for all deals of a bulk move. */
export default function LostReasonDialog({ change }: { change: BulkRequest }) {
  const { bulk } = useBoard().model
  const deals = shownDeals(change.ids.length)
  return (
    <FieldDialog
      name="lostReason"
      title={`Why were these ${deals} lost?`}
      verb={`Lose ${deals}`}
      onSet={({ lostReason }) => lostReason && bulk.answer(change, lostReason)}
      onClose={() => bulk.waitingForReason.set(null)}
    />
  )
}
