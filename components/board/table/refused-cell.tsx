import { CircleAlert } from 'lucide-react'
import { kindOf } from '@/components/fields/kinds'
import { dealFields } from '@/lib/fields/deal'
import type { Refused } from './cell-edit'

/** What was typed into a cell and is not saved. */
export function RefusedCell({ refused: { column, draft, problem } }: { refused: Refused }) {
  return (
    <span title={`Not saved. ${problem}`} className="inline-flex max-w-full items-center gap-1.5 text-lost">
      <CircleAlert aria-hidden className="!size-3.5 shrink-0" />
      <span dir="auto" className="truncate">
        {kindOf(dealFields[column]).typed(draft) || 'Empty'}
      </span>
      <span className="sr-only">{`, not saved. ${problem}`}</span>
    </span>
  )
}
