import { onCard } from '@/components/deals/deal-draft'
import type { DealField } from '@/components/deals/deal-values'
import { shownDeals } from '@/components/format'
import { dealFields } from '@/lib/fields/deal'
import { namesWith } from '@/lib/fields/field'
import { useBoard } from '../model/board-context'
import { FieldDialog } from './field-dialog'

/** The fields that many deals may be given at once, but for those that only some stages have. */
export const bulkFields = namesWith(dealFields, 'bulk').filter((name) => !('only' in dealFields[name]))

/** Sets a field of all selected deals. */
export function BulkFieldDialog({ name, ids, onClose }: { name: DealField; ids: string[]; onClose: () => void }) {
  const { model } = useBoard()
  const label = dealFields[name].label
  return (
    <FieldDialog
      name={name}
      title={`${label} of ${shownDeals(ids.length)}`}
      verb={`Set ${label.toLowerCase()}`}
      onSet={(changes, draft) => model.edit(ids, changes, () => onCard(changes, draft))}
      onRemove={() => model.edit(ids, { [name]: null }, () => onCard({ [name]: null }, {}))}
      onClose={onClose}
    />
  )
}
