import type { SortField } from '@/components/board/store/order'

export type ColumnKey = 'stage' | Exclude<SortField, 'updatedAt'>

export type Column = { key: ColumnKey; label: string; width: number; isNumber?: true }

/** In pixels; `narrow` leaves room for other columns on a phone. */
const titleWidth = { narrow: 176, wide: 240 }

/** Widths in pixels; the title takes what is left and stays visible. */
export const columns: Column[] = [
  { key: 'title', label: 'Title', width: titleWidth.wide },
  { key: 'stage', label: 'Stage', width: 132 },
  { key: 'client', label: 'Client', width: 150 },
  { key: 'owner', label: 'Owner', width: 136 },
  { key: 'amount', label: 'Amount', width: 120, isNumber: true },
  { key: 'probability', label: 'Probability', width: 92, isNumber: true },
  { key: 'expectedCloseDate', label: 'Expected close', width: 120 },
  { key: 'stageEnteredAt', label: 'In stage since', width: 112 },
  { key: 'createdAt', label: 'Created', width: 98 },
]

export const labelOf = (key: ColumnKey) => columns.find((column) => column.key === key)!.label

/** The id of a cell; a title's is that of the card, so that focus finds a deal in either layout. */
export const cellId = (id: string, key: ColumnKey) => (key === 'title' ? `deal-${id}` : `${key}-${id}`)
export const headingId = (key: ColumnKey) => `heading-${key}`

const width = columns.reduce((sum, { width }) => sum + width, 0)
export const tableWidth = { narrow: width - titleWidth.wide + titleWidth.narrow, wide: width }
