import type { BoardStage, Card } from '@/lib/board/schema'
import type { Order } from './order'
import { type Totals, withDeal, withoutDeal } from './totals'

type Ranked = Pick<Card, 'id' | 'rank'>

/** Where a deal is to stand, as PUT /api/deals/:id takes it: no neighbour means the top. */
export type Place = { stageId: string; beforeId?: string; afterId?: string }

/** A change on its way, laid over the server's rows. A place of null: on its way out; none: it stays where it is. */
export type Overlay = {
  card: Card
  place?: Place | null
  /** What its card shows otherwise. */
  fields?: Partial<Card>
  /** False once the server agreed; the overlay then stays until the row of that version is here. */
  saving: boolean
  version: number
}

/** Code units first, then id: as the server orders a column. */
export function byPlace(a: Ranked, b: Ranked) {
  if (a.rank !== b.rank) return a.rank < b.rank ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/** A deal that goes to another stage has entered it now. */
export function arriving(card: Card, { stageId }: Place): Card {
  const now = new Date().toISOString()
  return stageId === card.stageId ? card : { ...card, stageId, stageEnteredAt: now, updatedAt: now }
}

/** The deal as it was, by what is known of the stage it came from. */
export const cameFrom = (card: Card, stageId: string | null | undefined): Card | null | undefined =>
  stageId ? { ...card, stageId } : (stageId as null | undefined)

/** The server's row, where its overlay has it. */
export const moved = (row: Card, { card, place, fields }: Overlay): Card =>
  place ? { ...row, stageId: place.stageId, stageEnteredAt: card.stageEnteredAt } : fields ? { ...row, ...fields } : row

/** The totals of a stage as they will be with the overlays. */
export function projectTotals(
  stage: BoardStage,
  totals: Totals,
  rows: ReadonlyMap<string, Card>,
  overlays: ReadonlyMap<string, Overlay>,
) {
  for (const [id, { card, place }] of overlays) {
    const row = rows.get(id)
    const to = place?.stageId
    if (place === undefined || row?.stageId === to) continue
    if (row?.stageId === stage.id) totals = withoutDeal(totals, row, stage)
    if (to === stage.id) totals = withDeal(totals, row ?? card, stage)
  }
  return totals
}

/** The ids of a column: the server's order with the overlays applied from oldest to newest. */
export function project(stageId: string, rows: Card[], overlays: ReadonlyMap<string, Overlay>) {
  const ids = rows.map((row) => row.id)
  if (!overlays.size) return ids
  const shown = ids.filter((id) => overlays.get(id)?.place === undefined)
  for (const [id, { place }] of overlays) if (place?.stageId === stageId) put(shown, id, place)
  return shown
}

/** The same under a sort, which also decides where a deal on its way comes to stand. */
export const projectSorted =
  (order: Order): typeof project =>
  (stageId, rows, overlays) => {
    const shown = rows.flatMap((row) => {
      const overlay = overlays.get(row.id)
      return overlay ? (overlay.place === undefined ? moved(row, overlay) : []) : row
    })
    for (const { card, place } of overlays.values()) if (place?.stageId === stageId) shown.push(card)
    return shown.sort(order).map(({ id }) => id)
  }

function put(ids: string[], id: string, { beforeId, afterId }: Place) {
  const at = beforeId ? ids.indexOf(beforeId) : afterId ? ids.indexOf(afterId) + 1 : 0
  ids.splice(Math.max(0, at), 0, id)
}

/** Where each of several is to stand, so that they stand together in this order. */
export const placesTogether = (ids: string[], place: Place): Place[] =>
  ids.map((_, i) => (i && !place.beforeId ? { stageId: place.stageId, afterId: ids[i - 1]! } : place))

/**
 * The place between the neighbours at `index` of `rest`, a column without the moving deal. `isKnown` is false for a
 * deal that the server has not got yet, which no other deal can be placed by.
 */
export function placeAt(stageId: string, rest: string[], index: number, isKnown: (id: string) => boolean): Place {
  const above = rest[index - 1]
  const below = rest[index]
  if (below && isKnown(below)) return { stageId, beforeId: below }
  if (above && isKnown(above)) return { stageId, afterId: above }
  const next = rest.slice(index).find(isKnown)
  return next ? { stageId, beforeId: next } : { stageId }
}
