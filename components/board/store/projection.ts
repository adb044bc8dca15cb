import type { BoardStage, Card } from '@/lib/board/schema'
import type { Order } from './order'
import { type Totals, withDeal, withoutDeal } from './totals'

type Ranked = Pick<Card, 'id' | 'rank'>

/** Where a deal is to stand: no neighbour means the top. `fields` is what it takes on in that lane. */
export type Place = { stageId: string; fields?: Partial<Card> | undefined; beforeId?: string; afterId?: string }

type KeyOf = (card: Card) => string

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
export function arriving(card: Card, { stageId, fields }: Place): Card {
  const now = new Date().toISOString()
  return { ...card, ...fields, ...(stageId !== card.stageId && { stageId, stageEnteredAt: now, updatedAt: now }) }
}

/** The deal as it was, by what is known of the stage it came from. */
export const cameFrom = (card: Card, stageId: string | null | undefined): Card | null | undefined =>
  stageId ? { ...card, stageId } : (stageId as null | undefined)

/** The server's row, where its overlay has it. */
export const moved = (row: Card, { card, place, fields }: Overlay): Card =>
  place
    ? { ...row, ...place.fields, stageId: place.stageId, stageEnteredAt: card.stageEnteredAt }
    : fields
      ? { ...row, ...fields }
      : row

/** The totals of the deals with this key as they will be with the overlays. */
export function projectTotals(
  key: string,
  keyOf: KeyOf,
  stage: BoardStage,
  totals: Totals,
  rows: ReadonlyMap<string, Card>,
  overlays: ReadonlyMap<string, Overlay>,
) {
  for (const [id, overlay] of overlays) {
    const row = rows.get(id)
    const now = shownAs(row, overlay)
    const from = row && keyOf(row)
    const to = now && keyOf(now)
    if (from === to) continue
    if (from === key) totals = withoutDeal(totals, row!, stage)
    if (to === key) totals = withDeal(totals, row ?? now!, stage)
  }
  return totals
}

type Rows = ReadonlyMap<string, Card>
type Overlays = ReadonlyMap<string, Overlay>

/** The ids of the deals with this key: those of `rows`, in the server's order, with the overlays applied from oldest to newest. */
export function project(key: string, keyOf: KeyOf, rows: Card[], all: Rows, overlays: Overlays) {
  if (!overlays.size) return rows.map((row) => row.id)
  const stay = staying(key, keyOf, rows, overlays)
  const shown = [...stay]
  for (const [id, overlay] of overlays)
    if (!stay.has(id) && isBound(key, keyOf, all.get(id), overlay)) put(shown, id, overlay.place ?? {})
  return shown
}

/** The same under a sort, which also decides where a deal on its way comes to stand. */
export const projectSorted =
  (order: Order): typeof project =>
  (key, keyOf, rows, all, overlays) => {
    const stay = staying(key, keyOf, rows, overlays)
    const come = [...overlays].filter(([id, overlay]) => !stay.has(id) && isBound(key, keyOf, all.get(id), overlay))
    const shown = [
      ...rows.filter(({ id }) => stay.has(id)).map((row) => shownAs(row, overlays.get(row.id))!),
      ...come.map(([id, overlay]) => ({
        ...shownAs(all.get(id), overlay)!,
        stageEnteredAt: overlay.card.stageEnteredAt,
      })),
    ]
    return shown.sort(order).map(({ id }) => id)
  }

/** A deal as the board shows it; undefined on its way out. */
const shownAs = (row: Card | undefined, overlay: Overlay | undefined) =>
  overlay ? (overlay.place === null ? undefined : moved(row ?? overlay.card, overlay)) : row

/** Those that stand where the server has them, whatever else of them is on its way. */
const staying = (key: string, keyOf: KeyOf, rows: Card[], overlays: Overlays) =>
  new Set(
    rows.flatMap((row) => {
      const overlay = overlays.get(row.id)
      const stays = !overlay || (overlay.place === undefined && keyOf(moved(row, overlay)) === key)
      return stays ? row.id : []
    }),
  )

function isBound(key: string, keyOf: KeyOf, row: Card | undefined, overlay: Overlay) {
  const now = shownAs(row, overlay)
  return now !== undefined && keyOf(now) === key
}

function put(ids: string[], id: string, { beforeId, afterId }: Omit<Place, 'stageId'>) {
  const at = beforeId ? ids.indexOf(beforeId) : afterId ? ids.indexOf(afterId) + 1 : 0
  ids.splice(Math.max(0, at), 0, id)
}

/** Where each of several is to stand, so that they stand together in this order. */
export const placesTogether = (ids: string[], place: Place): Place[] =>
  ids.map((_, i) => (i && !place.beforeId ? { ...spotOf(place), afterId: ids[i - 1]! } : place))

const spotOf = ({ stageId, fields }: Place): Place => (fields ? { stageId, fields } : { stageId })

/**
 * The place between the neighbours at `index` of `rest`, a list without the moving deal. `isKnown` is false for a
 * deal that the server has not got yet, which no other deal can be placed by.
 */
export function placeAt(spot: Place, rest: string[], index: number, isKnown: (id: string) => boolean): Place {
  const here = spotOf(spot)
  const above = rest[index - 1]
  const below = rest[index]
  if (below && isKnown(below)) return { ...here, beforeId: below }
  if (above && isKnown(above)) return { ...here, afterId: above }
  const next = rest.slice(index).find(isKnown)
  return next ? { ...here, beforeId: next } : here
}
