import type { Order } from '@/components/board/store/order'
import type { Row } from './row'
import { placeOf } from './row-order'

/**
 * Rows with what the server says of some of them: those it does not know any more go, new ones find their place. One that
 * is here stays where it is, so that nothing moves under the reader. Below the last row only what is `whole` takes more.
 */
export function merge(held: Row[], ids: string[], found: Row[], order: Order, isWhole: boolean) {
  const asked = new Set(ids)
  const fresh = new Map(found.map((row) => [row.id, row]))
  const rows: Row[] = []
  const changed: number[] = []
  for (const row of held) {
    const now = asked.has(row.id) ? fresh.get(row.id) : row
    fresh.delete(row.id)
    if (!now) continue
    if (now !== row) changed.push(rows.length)
    rows.push(now.version < row.version ? row : now)
  }
  const isOutOfOrder = changed.some(
    (at) => isWrong(rows[at - 1], rows[at], order) || isWrong(rows[at], rows[at + 1], order),
  )
  for (const row of fresh.values()) {
    const at = placeOf(row, rows, order)
    if (at < rows.length || isWhole) rows.splice(at, 0, row)
  }
  return { rows, isOutOfOrder }
}

const isWrong = (above: Row | undefined, below: Row | undefined, order: Order) =>
  above !== undefined && below !== undefined && order(above, below) > 0
