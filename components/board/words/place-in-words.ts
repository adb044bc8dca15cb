import { shownDeals } from '@/components/format'
import type { BoardStore } from '../store/board-store'
import type { Standing } from './announcements'

export const stageNameIn = ({ stages }: BoardStore, stageId: string) =>
  stages.find((stage) => stage.id === stageId)?.name ?? ''

/** A place in a cell, counted without the deals that are to stand there. */
type At = { cell: string; index: number }

/** Where deals stand, or would stand; of several that go together the first says where. */
export function standingIn(store: BoardStore, ids: string[], at?: At): Standing {
  const cards = ids.flatMap((id) => store.card(id)?.card ?? [])
  const key = at?.cell ?? store.cellOf(ids[0] ?? '')
  const { ids: here, totals } = store.column(key)
  return {
    title: cards.length > 1 ? shownDeals(cards.length) : (cards[0]?.title ?? ''),
    stage: cellNameIn(store, key),
    position: (at?.index ?? here.indexOf(ids[0] ?? '')) + 1,
    of: totals.count + cards.filter((card) => store.cells.keyOf(card) !== key).length,
  }
}

/** The stage and, in lanes, the lane. */
function cellNameIn(store: BoardStore, key: string) {
  const stage = stageNameIn(store, store.cells.at(key)?.stageId ?? key)
  const lane = store.cells.laneAt(key)
  return lane ? `${stage}, ${lane.name}` : stage
}
