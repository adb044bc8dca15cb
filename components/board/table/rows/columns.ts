import { isWritable } from '@/components/deals/deal-draft'
import type { DealField } from '@/components/deals/deal-values'
import { kindOf } from '@/components/fields/kinds'
import { type SortField, sortFields } from '@/lib/deals/searching/sort-fields'
import { dealFields, dealOrder } from '@/lib/fields/deal'
import type { With } from '@/lib/fields/field'

type FieldColumn = With<typeof dealFields, 'width'>
export type ColumnKey = FieldColumn | 'createdAt'
/** The columns that are edited in their cells. */
export type EditableColumn = FieldColumn & DealField

export type Column = {
  key: ColumnKey
  label: string
  width: number
  isNumber: boolean
  /** What the board calls the order by it; none where it has no such order. */
  sort?: SortField | 'stage'
}

export const isEditable = (key: ColumnKey): key is EditableColumn => key !== 'createdAt' && isWritable(key)

const hasWidth = (name: keyof typeof dealFields): name is FieldColumn => 'width' in dealFields[name]
const isSort = (name: string): name is SortField | 'stage' => name === 'stage' || name in sortFields

function columnOf(key: ColumnKey, label: string, width: number): Column {
  const sort = key.replace(/Id$/, '')
  const isNumber = isEditable(key) && kindOf(dealFields[key]).isNumber === true
  return { key, label, width, isNumber, ...(isSort(sort) && { sort }) }
}

/** The fields that have a width; the title takes what is left of the table and stays visible. */
export const columns: Column[] = [
  ...dealOrder.filter(hasWidth).map((name) => columnOf(name, dealFields[name].label, dealFields[name].width)),
  columnOf('createdAt', 'Created', 98),
]

export const labelOf = (key: ColumnKey) => columns.find((column) => column.key === key)!.label

/** The id of a cell; a title's is that of the card, so that focus finds a deal in either layout. */
export const cellId = (id: string, key: ColumnKey) => (key === 'title' ? `deal-${id}` : `${key}-${id}`)
export const headingId = (key: ColumnKey) => `heading-${key}`

/** In pixels; a narrow title leaves room for other columns on a phone. */
const NARROW_TITLE = 176
const width = columns.reduce((sum, { width }) => sum + width, 0)
export const tableWidth = { narrow: width - dealFields.title.width + NARROW_TITLE, wide: width }
