import { type Order, orderBy, sortOf } from '@/components/board/store/order'
import { byPlace } from '@/components/board/store/projection'
import type { BoardStage } from '@/lib/board/schema'
import type { Member } from '@/lib/users/schema'
import type { ColumnKey } from './columns'
import type { Row } from './row'

/** What a heading does to the sort: ascending, descending, then none, which is the order of the board. */
export function nextSort(sort: string, column: ColumnKey) {
  if (column === 'stage') return ''
  if (!sort || sortOf(sort).by !== column) return column
  return sortOf(sort).descending ? '' : `-${column}`
}

/** The order of the server, to find the place of a row that comes alone. */
export function orderOf(sort: string, stages: BoardStage[], members: Member[]): Order {
  if (sort) return orderBy(sort, { stages, members })
  const indexes = new Map(stages.map(({ id }, index) => [id, index]))
  return (a, b) => (indexes.get(a.stageId) ?? -1) - (indexes.get(b.stageId) ?? -1) || byPlace(a, b)
}

/** Where the row belongs among rows in this order. */
export function placeOf(row: Row, rows: Row[], order: Order) {
  let [from, to] = [0, rows.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (order(rows[middle]!, row) < 0) from = middle + 1
    else to = middle
  }
  return from
}
