import type { Board, Card, CardPage, TotalsList } from '@/lib/board/schema'
import { indexIn, type Order } from './order'
import {
  arriving,
  byPlace,
  cameFrom,
  moved,
  type Overlay,
  type Place,
  project,
  projectSorted,
  projectTotals,
} from './projection'
import { ServerColumns } from './server-columns'
import { ServerRows } from './server-rows'
import { noTotals, type Totals } from './totals'

/** Where more than these arrive at once, pointing at them says nothing and costs frames. */
const MOST_ARRIVED = 5

export type CardView = { card: Card; saving: boolean; arrived: boolean }
/** `size` counts rows to scroll through; those past `ids` are not loaded yet. */
export type ColumnView = { ids: string[]; size: number; totals: Totals; next: string | null }

/** `stageFrom` where a deal not held here came from: null is nowhere, undefined is not known. */
export type News = { stageFrom: string | null | undefined; byOther: boolean }

type CachedCard = { row: Card; overlay: Overlay | undefined; view: CardView }

/** The board by id: server rows, with the changes on their way as overlays. What is shown is derived, and kept until it changes. */
export class BoardStore {
  /** Of a sort; without one the cards stand by their rank. */
  #sort: Order | undefined
  #rows = new ServerRows()
  #columns = new ServerColumns()
  #overlays = new Map<string, Overlay>()
  #arrived = new Set<string>()
  #cardViews = new Map<string, CachedCard>()
  #columnViews = new Map<string, ColumnView>()
  #listeners = new Set<() => void>()
  #isHushed = false
  /** Grows when something is learned about counts and sums; totals asked for before that are too old. */
  revision = 0

  constructor(board: Board, sort?: Order) {
    this.take(board, true, sort)
  }

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  get stages() {
    return this.#columns.stages
  }

  get cells() {
    return this.#columns.cells
  }

  /** Nothing is on its way: what is shown is what the server said. */
  get isSettled() {
    return this.#overlays.size === 0
  }

  card(id: string): CardView | undefined {
    const overlay = this.#overlays.get(id)
    const row = this.#rows.get(id) ?? overlay?.card
    if (!row) return
    const arrived = this.#arrived.has(id)
    const cached = this.#cardViews.get(id)
    if (cached?.row === row && cached.overlay === overlay && cached.view.arrived === arrived) return cached.view
    const card = overlay ? moved(row, overlay) : row
    const view = { card, saving: overlay?.saving ?? false, arrived }
    this.#cardViews.set(id, { row, overlay, view })
    return view
  }

  /** Of a cell; in lanes also of a whole stage, which has totals but no deals of its own. */
  column(key: string): ColumnView {
    let view = this.#columnViews.get(key)
    if (!view) {
      const column = this.#columns.get(key)
      const cell = this.cells.at(key)
      const { keyOf } = this.cells
      const shown = this.#sort ? projectSorted(this.#sort) : project
      const ids = cell ? shown(key, keyOf, this.#rowsOf(key), this.#rows.byId, this.#overlays) : []
      const totals = projectTotals(
        key,
        cell ? keyOf : stageOf,
        this.#columns.stage(cell?.stageId ?? key),
        column?.totals ?? noTotals,
        this.#rows.byId,
        this.#overlays,
      )
      const next = column?.next ?? null
      view = { ids, totals, next, size: next === null ? ids.length : Math.max(ids.length, totals.count) }
      this.#columnViews.set(key, view)
    }
    return view
  }

  /** The cell that a deal stands in, as shown, or would stand in. */
  cellOf(id: string, place?: Place) {
    const card = this.card(id)?.card
    return card ? this.cells.keyOf(place ? arriving(card, place) : card) : ''
  }

  /** Where the sort puts a deal in a cell, counted without it; undefined where people arrange the deals. */
  sortedIndex(id: string, key: string) {
    const card = this.card(id)?.card
    const cell = this.cells.at(key)
    if (!this.#sort || !card || !cell) return
    const others = this.column(key).ids.flatMap((each) => (each === id ? [] : this.card(each)!.card))
    return indexIn(others, arriving(card, cell), this.#sort)
  }

  get isSorted() {
    return this.#sort !== undefined
  }

  has = (id: string) => this.#rows.has(id)
  isPending = (id: string) => this.#overlays.get(id)?.saving ?? false
  versionOf = (id: string) => Math.max(this.#overlays.get(id)?.version ?? 0, this.#rows.get(id)?.version ?? 0)

  /** Before a board is taken that counts whatever was heard before; what is on its way goes on. */
  forget() {
    this.#rows.forget()
    for (const [id, { saving }] of this.#overlays) if (!saving) this.#overlays.delete(id)
  }

  /** A board as the server rendered it. With `reset`, nothing held before is trusted but what is on its way. */
  take(board: Board, reset: boolean, sort?: Order) {
    this.#sort = sort
    const stageIds = new Set(board.stages.map((stage) => stage.id))
    const held = this.#rows.retain((row) => !reset && stageIds.has(row.stageId))
    this.#columns.take(board, reset)
    for (const { items } of Object.values(board.columns)) for (const card of items) this.#keep(card, held.get(card.id))
    this.revision++
    this.putTotals({ items: board.totals, lanes: board.lanes })
  }

  /** Fresh rows of deals, wherever they stand now. `news` is what is known of those that someone else has changed. */
  putCards(cards: Card[], news?: ReadonlyMap<string, News>) {
    for (const card of cards) {
      this.#touch(card.id)
      const row = this.#rows.get(card.id)
      if (!this.#keep(card, row)) continue
      const change = news?.get(card.id)
      this.#count(row ?? cameFrom(card, change?.stageFrom), card)
      if (change?.byOther && this.#arrived.size < MOST_ARRIVED) this.#arrived.add(card.id)
      const overlay = this.#overlays.get(card.id)
      if (overlay && !overlay.saving && card.version >= overlay.version) this.#overlays.delete(card.id)
      this.#touch(card.id)
    }
    this.#emit()
  }

  putPage(key: string, after: string, page: CardPage) {
    if (!this.#columns.putPage(key, after, page)) return
    for (const card of page.items) this.#keep(card, this.#rows.get(card.id))
    this.#columnViews.clear()
    this.#emit()
  }

  /** As if nothing of the list had been loaded, but for the rows that are here. */
  unload(key: string) {
    this.#columns.unload(key)
    this.#columnViews.delete(key)
  }

  putTotals(totals: TotalsList) {
    this.#columns.putTotals(totals)
    this.#columnViews.clear()
    this.#emit()
  }

  /** A deal that is no more on this board. */
  remove(id: string, version = this.versionOf(id)) {
    this.#touch(id)
    const row = this.#rows.get(id)
    this.#rows.remove(id, version)
    this.#overlays.delete(id)
    if (row) this.#count(row, undefined)
    this.#emit()
  }

  /**
   * Shows a change before the server has agreed; a newer one for the same deal replaces it, but for what it takes on in a
   * lane, which a newer place without a lane leaves as it is.
   */
  lay(id: string, place: Place | null, card = this.card(id)?.card) {
    const fields = place && { ...this.#overlays.get(id)?.place?.fields, ...place.fields }
    this.#lay(id, card, { place: place && Object.keys(fields!).length ? { ...place, fields: fields! } : place })
  }

  /** Where it is on its way to. */
  placeOf = (id: string) => this.#overlays.get(id)?.place ?? undefined

  /** The same for what a card shows, wherever it stands. */
  layFields = (id: string, fields: Partial<Card>) => this.#lay(id, this.card(id)?.card, { fields })

  #lay(id: string, card: Card | undefined, change: Pick<Overlay, 'place' | 'fields'>) {
    if (!card) return
    const version = this.versionOf(id)
    this.#touch(id)
    this.#overlays.delete(id)
    this.#overlays.set(id, {
      ...change,
      card: change.place ? arriving(card, change.place) : card,
      saving: true,
      version,
    })
    this.#touch(id)
    this.#emit()
  }

  /** The server agreed and the deal has this version now. `saving` stays when a newer change of it is waiting. */
  settle(id: string, version: number, saving: boolean) {
    const overlay = this.#overlays.get(id)
    if (!overlay) return
    this.#overlays.set(id, { ...overlay, saving, version })
    const afterId = overlay.place?.afterId
    if (afterId) this.#columns.follow(id, this.cellOf(id), afterId)
    this.#emit()
  }

  /** Takes the change back: the deal stands where the server has it. */
  lift(id: string) {
    this.#touch(id)
    this.#overlays.delete(id)
    this.#emit()
  }

  /** Tells the listeners once of all that `work` changes. */
  together(work: () => void) {
    this.#isHushed = true
    try {
      work()
    } finally {
      this.#isHushed = false
    }
    this.#emit()
  }

  /** These have been noticed. */
  calm(ids: Iterable<string>) {
    for (const id of ids) this.#arrived.delete(id)
    this.#emit()
  }

  #keep(card: Card, held: Card | undefined) {
    if (!this.#rows.put(card, held)) return false
    this.#columns.settle(card, this.#order)
    return true
  }

  #count(from: Card | null | undefined, to: Card | undefined) {
    this.revision++
    if (from !== undefined) this.#columns.count(from, to)
  }

  #rowsOf(key: string) {
    const rows = this.#rows.with(key, this.cells.keyOf)
    const column = this.#columns.get(key)
    const end = column?.next ? column.end : undefined
    return (end ? rows.filter((row) => this.#order(row, end) <= 0) : rows).toSorted(this.#order)
  }

  get #order() {
    return this.#sort ?? byPlace
  }

  #touch(id: string) {
    for (const card of [this.#rows.get(id), this.card(id)?.card])
      if (card) for (const key of [this.cells.keyOf(card), card.stageId]) this.#columnViews.delete(key)
  }

  #emit() {
    if (this.#isHushed) return
    for (const listener of this.#listeners) listener()
  }
}

const stageOf = ({ stageId }: Card) => stageId
