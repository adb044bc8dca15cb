import type { Order } from '@/components/board/store/order'
import type { Row } from './row'
import { insertionIndex } from './row-order'

/**
 * Updates rows by what the server found of `ids`: deleted ones go, known ones stay where they are, new ones are
 * inserted. New ones below the last row are left out unless all rows are loaded (`isWhole`).
 */
export function merge(current: Row[], ids: string[], found: Row[], order: Order, isWhole: boolean) {
  const answered = new Set(ids)
  const fresh = new Map(found.map((row) => [row.id, row]))
  const rows: Row[] = []
  const changed: number[] = []
  for (const row of current) {
    const now = answered.has(row.id) ? fresh.get(row.id) : row
    fresh.delete(row.id)
    if (!now) continue
    if (now !== row) changed.push(rows.length)
    rows.push(now.version < row.version ? row : now)
  }
  const isOutOfOrder = changed.some(
    (at) => isWrong(rows[at - 1], rows[at], order) || isWrong(rows[at], rows[at + 1], order),
  )
  for (const row of fresh.values()) {
    const at = insertionIndex(row, rows, order)
    if (at < rows.length || isWhole) rows.splice(at, 0, row)
  }
  return { rows, isOutOfOrder }
}

const isWrong = (above: Row | undefined, below: Row | undefined, order: Order) =>
  above !== undefined && below !== undefined && order(above, below) > 0
