import { createObservable } from '@/components/observable'
import type { Place, Shown } from '@/components/outbox/change'
import type { Board, Card, CardPage, TotalsList } from '@/lib/board/schema'
import type { Member } from '@/lib/users/schema'
import { indexIn, type Order } from './order'
import {
  atPlace,
  byPlace,
  cardBefore,
  type Overlay,
  project,
  projectSorted,
  projectTotals,
  withOverlay,
} from './projection'
import { ServerColumns } from './server-columns'
import { ServerRows } from './server-rows'
import { noTotals, type Totals } from './totals'

/** The most deals that are marked as arrived at once: more would cost frames and mean nothing. */
const MOST_ARRIVED = 5

export type ShownCard = { card: Card; saving: boolean; arrived: boolean }
/** `size` is the number of deals to scroll through, loaded or not; `next` the cursor of the next page. */
export type ShownColumn = { ids: string[]; size: number; totals: Totals; next: string | null }

/** How a deal changed; `stageFrom` is the stage that it left: null is none, undefined is unknown. */
export type News = { stageFrom: string | null | undefined; byOther: boolean }

type CachedCard = { row: Card; overlay: Overlay | undefined; shown: ShownCard }

/** The deals of a board: the server's rows with pending changes laid over them. */
export class BoardStore {
  /** The order of a sort; without one, cards stand by rank. */
  #sort: Order | undefined
  #members: Member[] = []
  #rows = new ServerRows()
  #columns = new ServerColumns()
  #overlays = new Map<string, Overlay>()
  #arrived = new Set<string>()
  #shownCards = new Map<string, CachedCard>()
  #shownColumns = new Map<string, ShownColumn>()
  #changes = createObservable(0)
  #isBatching = false
  /** Grows with every change of totals; totals requested at an earlier revision are outdated. */
  revision = 0

  constructor(board: Board, sort?: Order) {
    this.take(board, true, sort)
  }

  subscribe = this.#changes.subscribe

  get stages() {
    return this.#columns.stages
  }

  get members() {
    return this.#members
  }

  memberName = (id: string | undefined) => this.#members.find((member) => member.id === id)?.name

  get cells() {
    return this.#columns.cells
  }

  /** Whether no change is pending. */
  get isIdle() {
    return this.#overlays.size === 0
  }

  card(id: string): ShownCard | undefined {
    const overlay = this.#overlays.get(id)
    const row = this.#rows.get(id) ?? overlay?.card
    if (!row) return
    const arrived = this.#arrived.has(id)
    const cached = this.#shownCards.get(id)
    if (cached?.row === row && cached.overlay === overlay && cached.shown.arrived === arrived) return cached.shown
    const card = overlay ? withOverlay(row, overlay) : row
    const shown = { card, saving: overlay?.saving ?? false, arrived }
    this.#shownCards.set(id, { row, overlay, shown })
    return shown
  }

  /** The deals and totals of a cell; in lanes, a stage has totals but no deals of its own. */
  column(key: string): ShownColumn {
    const known = this.#shownColumns.get(key)
    if (known) return known
    const { totals: counted = noTotals, next = null } = this.#columns.get(key) ?? {}
    const { byId } = this.#rows
    const cell = this.cells.at(key)
    const { keyOf } = this.cells
    const stage = this.#columns.stage(cell?.stageId ?? key)
    const projection = this.#sort ? projectSorted(this.#sort) : project
    const ids = cell ? projection(key, keyOf, this.#rowsOf(key), byId, this.#overlays) : []
    const totals = projectTotals(key, cell ? keyOf : stageOf, stage, counted, byId, this.#overlays)
    const shown = { ids, totals, next, size: next === null ? ids.length : Math.max(ids.length, totals.count) }
    this.#shownColumns.set(key, shown)
    return shown
  }

  /** The key of the cell that shows a deal, or would at `place`. */
  cellOf(id: string, place?: Place) {
    const card = this.card(id)?.card
    return card ? this.cells.keyOf(place ? atPlace(card, place) : card) : ''
  }

  /** The index at which a sort puts a deal in a cell, not counting the deal; undefined without a sort. */
  sortedIndex(id: string, key: string) {
    const card = this.card(id)?.card
    const cell = this.cells.at(key)
    if (!this.#sort || !card || !cell) return
    const others = this.column(key).ids.flatMap((each) => (each === id ? [] : this.card(each)!.card))
    return indexIn(others, atPlace(card, cell), this.#sort)
  }

  get isSorted() {
    return this.#sort !== undefined
  }

  has = (id: string) => this.#rows.has(id)
  deletedAt = (id: string) => this.#rows.deletedAt(id)
  overlayOf = (id: string) => this.#overlays.get(id)
  idsOfClient = (clientId: string) =>
    [...this.#rows.byId.values()].flatMap((row) => (row.clientId === clientId ? row.id : []))
  isPending = (id: string) => this.#overlays.get(id)?.saving ?? false
  versionOf = (id: string) => Math.max(this.#overlays.get(id)?.version ?? 0, this.#rows.get(id)?.version ?? 0)

  /** Forgets all rows and confirmed changes, so that the next board counts whatever its versions. */
  forget() {
    this.#rows.forget()
    for (const [id, { saving }] of this.#overlays) if (!saving) this.#overlays.delete(id)
  }

  /** Takes a board as the server rendered it. With `reset`, only pending changes are kept. */
  take(board: Board, reset: boolean, sort?: Order) {
    this.#sort = sort
    this.#members = board.members
    const stageIds = new Set(board.stages.map((stage) => stage.id))
    const previous = this.#rows.retain((row) => !reset && stageIds.has(row.stageId))
    this.#columns.take(board, reset)
    for (const { items } of Object.values(board.columns))
      for (const card of items) this.#putRow(card, previous.get(card.id))
    this.revision++
    this.putTotals({ items: board.totals, lanes: board.lanes })
  }

  /** Puts new rows of deals. `news` says how others have changed them. */
  putCards(cards: Card[], news?: ReadonlyMap<string, News>) {
    for (const card of cards) {
      this.#touch(card.id)
      const row = this.#rows.get(card.id)
      if (!this.#putRow(card, row)) continue
      const change = news?.get(card.id)
      this.#count(row ?? cardBefore(card, change?.stageFrom), card)
      if (change?.byOther && this.#arrived.size < MOST_ARRIVED) this.#arrived.add(card.id)
      const overlay = this.#overlays.get(card.id)
      if (overlay && !overlay.saving && card.version >= overlay.version) this.#overlays.delete(card.id)
      this.#touch(card.id)
    }
    this.#emit()
  }

  /** Takes in a row that another list has loaded, unless a newer one is known. */
  know(card: Card) {
    if (card.version > (this.#rows.get(card.id)?.version ?? 0)) this.putCards([card])
  }

  putPage(key: string, after: string, page: CardPage) {
    if (!this.#columns.putPage(key, after, page)) return
    for (const card of page.items) this.#putRow(card, this.#rows.get(card.id))
    this.#shownColumns.clear()
    this.#emit()
  }

  /** Has a cell loaded from its top again; its rows stay. */
  unload(key: string) {
    this.#columns.unload(key)
    this.#shownColumns.delete(key)
  }

  putTotals(totals: TotalsList) {
    this.#columns.putTotals(totals)
    this.#shownColumns.clear()
    this.#emit()
  }

  /** Removes a deal from the board. */
  remove(id: string, version = this.versionOf(id)) {
    this.#touch(id)
    const row = this.#rows.get(id)
    this.#rows.remove(id, version)
    this.#overlays.delete(id)
    if (row) this.#count(row, undefined)
    this.#emit()
  }

  /** Shows a change before the server has agreed, over what is on its way already. */
  lay(id: string, { place, fields, card = this.card(id)?.card }: Shown) {
    if (!card) return
    const pending = this.#overlays.get(id)
    const version = this.versionOf(id)
    this.#touch(id)
    this.#overlays.delete(id)
    this.#overlays.set(id, {
      place: place === undefined ? pending?.place : place,
      fields: { ...pending?.fields, ...fields },
      card: place ? atPlace(card, place) : card,
      saving: true,
      version,
    })
    this.#touch(id)
    this.#emit()
  }

  /** Marks a change as written at `version`; `saving` stays true when a newer one is waiting. */
  confirm(id: string, version: number, saving: boolean) {
    const overlay = this.#overlays.get(id)
    if (!overlay) return
    this.#overlays.set(id, { ...overlay, saving, version })
    const afterId = overlay.place?.afterId
    if (afterId) this.#columns.follow(id, this.cellOf(id), afterId)
    this.#emit()
  }

  /** Drops the pending change of a deal, which shows as the server has it. */
  lift(id: string) {
    this.#touch(id)
    this.#overlays.delete(id)
    this.#emit()
  }

  /** Calls the listeners once for all changes that `work` makes. */
  batch(work: () => void) {
    this.#isBatching = true
    try {
      work()
    } finally {
      this.#isBatching = false
    }
    this.#emit()
  }

  /** Ends the mark of deals that others have changed. */
  clearArrived(ids: Iterable<string>) {
    for (const id of ids) this.#arrived.delete(id)
    this.#emit()
  }

  #putRow(card: Card, previous: Card | undefined) {
    if (!this.#rows.put(card, previous)) return false
    this.#columns.placeRow(card, this.#order)
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
      if (card) for (const key of [this.cells.keyOf(card), card.stageId]) this.#shownColumns.delete(key)
  }

  #emit() {
    if (!this.#isBatching) this.#changes.set(this.#changes.get() + 1)
  }
}

const stageOf = ({ stageId }: Card) => stageId
