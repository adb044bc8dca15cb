import { shownDeals } from '@/components/format'
import type { BoardStore } from '../store/board-store'
import type { Overlay } from '../store/projection'

/** A deal's place for announcements; `position` counts from 1, `of` all deals of the stage. */
export type PlaceInWords = {
  title: string
  isMany?: boolean
  stage: string
  position: number
  of: number
  /** The owner or client that a move under way gives the deal. */
  handover: string
}

export const stageNameIn = ({ stages }: BoardStore, stageId: string) =>
  stages.find((stage) => stage.id === stageId)?.name ?? ''

type At = { cell: string; index: number }

/** The place where deals stand or, with `at`, would stand; of several, that of the first. */
export function placeInWords(store: BoardStore, ids: string[], at?: At): PlaceInWords {
  const cards = ids.flatMap((id) => store.card(id)?.card ?? [])
  const key = at?.cell ?? store.cellOf(ids[0] ?? '')
  const { ids: here, totals } = store.column(key)
  return {
    title: cards.length > 1 ? shownDeals(cards.length) : (cards[0]?.title ?? ''),
    isMany: cards.length > 1,
    stage: cellNameIn(store, key),
    position: (at?.index ?? here.indexOf(ids[0] ?? '')) + 1,
    of: totals.count + cards.filter((card) => store.cells.keyOf(card) !== key).length,
    handover: ids.some((id) => isHandedOver(store.overlayOf(id))) ? handoverTo(store, key) : '',
  }
}

const isHandedOver = (overlay: Overlay | undefined) => overlay?.place && Object.keys(overlay.fields).length > 0

/** What changes with a move into the lane of a cell, to go on after the stage. */
export function handoverTo({ cells }: BoardStore, key: string) {
  const lane = cells.laneAt(key)
  if (!lane) return ''
  return lane.id
    ? `, with ${lane.name} as the new ${cells.by}`
    : `, now without ${cells.by === 'owner' ? 'an owner' : 'a client'}`
}

/** The name of a cell: the stage and, in lanes, the lane. */
function cellNameIn(store: BoardStore, key: string) {
  const stage = stageNameIn(store, store.cells.at(key)?.stageId ?? key)
  const lane = store.cells.laneAt(key)
  return lane ? `${stage}, ${lane.name}` : stage
}
