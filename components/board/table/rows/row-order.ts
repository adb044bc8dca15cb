import { type Order, orderBy, sortOf } from '@/components/board/store/order'
import { byPlace } from '@/components/board/store/projection'
import type { SortField } from '@/lib/deals/searching/sort-fields'
import type { BoardStage } from '@/lib/pipelines/schema'
import type { Member } from '@/lib/users/schema'
import type { Row } from './row'

/** The sort after a press on a heading: ascending, descending, then that of the board. */
export function nextSort(sort: string, column: SortField | 'stage') {
  if (column === 'stage') return ''
  if (!sort || sortOf(sort).by !== column) return column
  return sortOf(sort).descending ? '' : `-${column}`
}

/** Compares rows as the server orders them under a sort; empty is the order of the board. */
export function rowOrder(sort: string, stages: BoardStage[], members: Member[]): Order {
  if (sort) return orderBy(sort, { stages, members })
  const indexes = new Map(stages.map(({ id }, index) => [id, index]))
  return (a, b) => (indexes.get(a.stageId) ?? -1) - (indexes.get(b.stageId) ?? -1) || byPlace(a, b)
}

/** The index at which a row belongs among ordered rows. */
export function insertionIndex(row: Row, rows: Row[], order: Order) {
  let [from, to] = [0, rows.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (order(rows[middle]!, row) < 0) from = middle + 1
    else to = middle
  }
  return from
}
