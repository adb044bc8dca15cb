import type { SortField } from '@/components/board/store/order'
import { dealFields } from '@/lib/deals/fields'

export type ColumnKey = 'stage' | Exclude<SortField, 'updatedAt'>

export type Column = { key: ColumnKey; label: string; width: number; isNumber?: true }

/** In pixels; `narrow` leaves room for other columns on a phone. */
const titleWidth = { narrow: 176, wide: 240 }

/** Widths in pixels; the title takes what is left and stays visible. */
export const columns: Column[] = [
  { key: 'title', label: dealFields.title.label, width: titleWidth.wide },
  { key: 'stage', label: dealFields.stageId.label, width: 132 },
  { key: 'client', label: dealFields.clientId.label, width: 150 },
  { key: 'owner', label: dealFields.ownerId.label, width: 136 },
  { key: 'amount', label: dealFields.amount.label, width: 120, isNumber: true },
  { key: 'probability', label: dealFields.probability.label, width: 92, isNumber: true },
  { key: 'expectedCloseDate', label: dealFields.expectedCloseDate.label, width: 120 },
  { key: 'stageEnteredAt', label: dealFields.stageEnteredAt.label, width: 112 },
  { key: 'createdAt', label: 'Created', width: 98 },
]

export const labelOf = (key: ColumnKey) => columns.find((column) => column.key === key)!.label

/** The id of a cell; a title's is that of the card, so that focus finds a deal in either layout. */
export const cellId = (id: string, key: ColumnKey) => (key === 'title' ? `deal-${id}` : `${key}-${id}`)
export const headingId = (key: ColumnKey) => `heading-${key}`

const width = columns.reduce((sum, { width }) => sum + width, 0)
export const tableWidth = { narrow: width - titleWidth.wide + titleWidth.narrow, wide: width }
