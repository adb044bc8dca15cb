import type { Board, BoardStage, Card, CardPage, ColumnTotals, TotalsList } from '@/lib/board/schema'
import { type Cells, cellsOf, renewed } from './cells'
import type { Order } from './order'
import { noTotals, readTotals, type Totals, withDeal, withoutDeal } from './totals'

/** The server's rows of a list reach down to `end`; below it nothing is shown until `next` is loaded. */
type Column = { totals: Totals; next: string | null; end: Card | undefined }

/** What the server has said of each list: what it adds up to, and how far down it is loaded. */
export class ServerColumns {
  #stages: BoardStage[] = []
  #cells: Cells = cellsOf([])
  /** By stage and, in lanes, by cell too. */
  #byKey = new Map<string, Column>()
  /** Deals put below the last loaded one, with their cell: the loaded part grows by them. */
  #following = new Map<string, string>()

  get stages() {
    return this.#stages
  }

  get cells() {
    return this.#cells
  }

  get = (key: string) => this.#byKey.get(key)

  stage = (id: string): BoardStage => this.#stages.find((stage) => stage.id === id) ?? unknown

  /** As the server rendered them; without `reset` what is loaded of those that stay is kept. */
  take({ stages, columns }: Board, reset: boolean) {
    this.#stages = stages
    if (reset) this.#byKey.clear()
    for (const { id } of stages) {
      const { items, next } = columns[id] ?? { items: [], next: null }
      if (!this.#byKey.has(id)) this.#byKey.set(id, { totals: noTotals, next, end: items.at(-1) })
    }
  }

  /** With the lanes that there are now. */
  putTotals({ items, lanes }: TotalsList) {
    this.#cells = renewed(this.#cells, this.#stages, lanes)
    const known = this.#byKey
    const stageIds = new Set(this.#stages.map(({ id }) => id))
    this.#byKey = new Map([...known].filter(([key]) => stageIds.has(key)))
    const put = (key: string, item: ColumnTotals) => {
      const column = known.get(key) ?? { next: item.count ? '' : null, end: undefined }
      this.#byKey.set(key, { ...column, totals: readTotals(item) })
    }
    for (const item of items) if (stageIds.has(item.stageId)) put(item.stageId, item)
    for (const [i, { totals }] of lanes?.items.entries() ?? [])
      for (const item of totals) {
        const cell = this.#cells.lanes![i]!.cells.find(({ stageId }) => stageId === item.stageId)
        if (cell) put(cell.key, item)
      }
  }

  /** False for a page that follows another than the last one here. */
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

  /** A deal that went, came or changed; null where there was none. */
  count(from: Card | null, to: Card | undefined) {
    for (const column of this.#counting(from))
      column.totals = withoutDeal(column.totals, from!, this.stage(from!.stageId))
    for (const column of this.#counting(to)) column.totals = withDeal(column.totals, to!, this.stage(to!.stageId))
  }

  /** A deal that stands in this cell below that one. */
  follow(id: string, key: string, afterId: string) {
    const isLast = afterId === this.#byKey.get(key)?.end?.id || this.#following.get(afterId) === key
    if (isLast) this.#following.set(id, key)
  }

  /** Where the server has a deal now. */
  settle(card: Card, order: Order) {
    const key = this.#cells.keyOf(card)
    const column = this.#byKey.get(key)
    const follows = this.#following.get(card.id) === key
    if (follows && column?.end && order(column.end, card) < 0) column.end = card
    this.#following.delete(card.id)
  }

  /** Its cell and, in lanes, its stage. */
  #counting(card: Card | null | undefined) {
    if (!card) return []
    return [...new Set([this.#cells.keyOf(card), card.stageId])].flatMap((key) => this.#byKey.get(key) ?? [])
  }
}

/** A stage that is gone may still have a card on its way to it. */
const unknown = { kind: 'open', probability: null } as BoardStage
