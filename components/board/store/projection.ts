import type { Place, Shown } from '@/components/outbox/change'
import type { Card } from '@/lib/board/schema'
import type { BoardStage } from '@/lib/pipelines/schema'
import { type Order, plain } from './order'
import { type Totals, withDeal, withoutDeal } from './totals'

type Ranked = Pick<Card, 'id' | 'rank'>

type KeyOf = (card: Card) => string

/** What is on its way of a row: `place` moves the deal, null removes it, undefined leaves it where it is. */
export type Overlay = Required<Pick<Shown, 'fields' | 'card'>> & {
  place: Place | null | undefined
  /** False once the server agreed; the overlay stays until the row has that version. */
  saving: boolean
  version: number
}

type Rows = ReadonlyMap<string, Card>
type Overlays = ReadonlyMap<string, Overlay>

/** Compares cards by rank in code units, then by id, as the server does. */
export const byPlace = (a: Ranked, b: Ranked) => plain(a.rank, b.rank) || plain(a.id, b.id)

/** The card at a place; in another stage it has entered that now. */
export function atPlace(card: Card, { stageId, fields }: Place): Card {
  const now = new Date().toISOString()
  return { ...card, ...fields, ...(stageId !== card.stageId && { stageId, stageEnteredAt: now, updatedAt: now }) }
}

/** The card as it was in the stage that it came from; null is none, undefined is unknown. */
export const cardBefore = (card: Card, stageId: string | null | undefined): Card | null | undefined =>
  stageId ? { ...card, stageId } : (stageId as null | undefined)

/** The row with its overlay applied. */
export const withOverlay = (row: Card, { card, place, fields }: Overlay): Card => ({
  ...row,
  ...fields,
  ...(place && { stageId: place.stageId, stageEnteredAt: card.stageEnteredAt }),
})

/** The totals of a cell or stage with all overlays applied. */
export function projectTotals(
  key: string,
  keyOf: KeyOf,
  stage: BoardStage,
  totals: Totals,
  rows: Rows,
  overlays: Overlays,
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

/** The ids of a cell's deals: `rows` in the server's order, with overlays applied from oldest to newest. */
export function project(key: string, keyOf: KeyOf, rows: Card[], all: Rows, overlays: Overlays) {
  if (!overlays.size) return rows.map((row) => row.id)
  const stay = staying(key, keyOf, rows, overlays)
  const shown = [...stay]
  for (const [id, overlay] of overlays)
    if (!stay.has(id) && isBound(key, keyOf, all.get(id), overlay)) put(shown, id, overlay.place ?? {})
  return shown
}

/** Returns `project` for a sort, which also decides where pending deals stand. */
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

/** The card as the board shows it; undefined when its removal is pending. */
const shownAs = (row: Card | undefined, overlay: Overlay | undefined) =>
  overlay ? (overlay.place === null ? undefined : withOverlay(row ?? overlay.card, overlay)) : row

/** The ids of rows that no overlay takes elsewhere. */
const staying = (key: string, keyOf: KeyOf, rows: Card[], overlays: Overlays) =>
  new Set(
    rows.flatMap((row) => {
      const overlay = overlays.get(row.id)
      const stays = !overlay || (overlay.place === undefined && keyOf(withOverlay(row, overlay)) === key)
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

/** The place at `index` of `rest`, a cell without the moving deals; only a deal known to the server is a neighbour. */
export function placeAt({ stageId, fields }: Place, rest: string[], index: number, isKnown: (id: string) => boolean) {
  const here: Place = { stageId, ...(fields && { fields }) }
  const above = rest[index - 1]
  const below = rest[index]
  if (below && isKnown(below)) return { ...here, beforeId: below }
  if (above && isKnown(above)) return { ...here, afterId: above }
  const next = rest.slice(index).find(isKnown)
  return next ? { ...here, beforeId: next } : here
}
