import type { Board, Card, CardPage, ColumnTotals, TotalsList } from '@/lib/board/schema'
import type { BoardStage } from '@/lib/pipelines/schema'
import { type Cells, cellsOf, renewed } from './cells'
import type { Order } from './order'
import { noTotals, readTotals, type Totals, withDeal, withoutDeal } from './totals'

/** A cell as the server has it; deals below `end` are hidden until `next` is loaded. */
type Column = { totals: Totals; next: string | null; end: Card | undefined }

/** The totals of each cell, and how far it is loaded. */
export class ServerColumns {
  stages: BoardStage[] = []
  cells: Cells = cellsOf([])
  /** The columns by stage id and, in lanes, also by the key of the cell. */
  #byKey = new Map<string, Column>()
  /** The deals moved below the last loaded one, with their cell: they extend the loaded part. */
  #following = new Map<string, string>()

  get = (key: string) => this.#byKey.get(key)

  stage = (id: string): BoardStage => this.stages.find((stage) => stage.id === id) ?? unknown

  /** Takes the columns of a rendered board; without `reset`, stages that stay keep what is loaded. */
  take({ stages, columns }: Board, reset: boolean) {
    this.stages = stages
    if (reset) this.#byKey.clear()
    for (const { id } of stages) {
      const { items, next } = columns[id] ?? { items: [], next: null }
      if (!this.#byKey.has(id)) this.#byKey.set(id, { totals: noTotals, next, end: items.at(-1) })
    }
  }

  /** Puts the totals of stages and lanes, and makes the cells of these lanes. */
  putTotals({ items, lanes }: TotalsList) {
    this.cells = renewed(this.cells, this.stages, lanes)
    const known = this.#byKey
    const stageIds = new Set(this.stages.map(({ id }) => id))
    this.#byKey = new Map([...known].filter(([key]) => stageIds.has(key)))
    const put = (key: string, item: ColumnTotals) => {
      const column = known.get(key) ?? { next: item.count ? '' : null, end: undefined }
      this.#byKey.set(key, { ...column, totals: readTotals(item) })
    }
    for (const item of items) if (stageIds.has(item.stageId)) put(item.stageId, item)
    for (const [i, { totals }] of lanes?.items.entries() ?? [])
      for (const item of totals) {
        const cell = this.cells.lanes![i]!.cells.find(({ stageId }) => stageId === item.stageId)
        if (cell) put(cell.key, item)
      }
  }

  /** Puts a page of a cell; false when it does not follow the last one. */
  putPage(key: string, after: string, { items, next }: CardPage) {
    const column = this.#byKey.get(key)
    if (column?.next !== after) return false
    column.next = next
    column.end = items.at(-1) ?? column.end
    return true
  }

  unload(key: string) {
    const column = this.#byKey.get(key)
    if (column) this.#byKey.set(key, { ...column, next: '', end: undefined })
  }

  /** Counts a changed deal in the totals; `from` is null for a new deal, `to` undefined for a deleted one. */
  count(from: Card | null, to: Card | undefined) {
    for (const column of this.#counting(from))
      column.totals = withoutDeal(column.totals, from!, this.stage(from!.stageId))
    for (const column of this.#counting(to)) column.totals = withDeal(column.totals, to!, this.stage(to!.stageId))
  }

  /** Notes a deal that was moved below `afterId`. */
  follow(id: string, key: string, afterId: string) {
    const isLast = afterId === this.#byKey.get(key)?.end?.id || this.#following.get(afterId) === key
    if (isLast) this.#following.set(id, key)
  }

  /** Notes the place that the server has given a deal. */
  placeRow(card: Card, order: Order) {
    const key = this.cells.keyOf(card)
    const column = this.#byKey.get(key)
    const follows = this.#following.get(card.id) === key
    if (follows && column?.end && order(column.end, card) < 0) column.end = card
    this.#following.delete(card.id)
  }

  /** The columns that count a card: its cell and, in lanes, its stage. */
  #counting(card: Card | null | undefined) {
    if (!card) return []
    return [...new Set([this.cells.keyOf(card), card.stageId])].flatMap((key) => this.#byKey.get(key) ?? [])
  }
}

/** The stage of a card on its way to a deleted stage. */
const unknown = { kind: 'open', probability: null } as BoardStage
