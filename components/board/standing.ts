import { shownDeals } from '../format'
import type { Standing } from './announcements'
import type { BoardStore } from './board-store'

export const stageNameIn = ({ stages }: BoardStore, stageId: string) =>
  stages.find((stage) => stage.id === stageId)?.name ?? ''

/** A place in a stage, counted without the deals that are to stand there. */
type At = { stageId: string; index: number }

/** Where deals stand, or would stand; of several that go together the first says where. */
export function standingIn(store: BoardStore, ids: string[], at?: At): Standing {
  const cards = ids.flatMap((id) => store.card(id)?.card ?? [])
  const [first] = cards
  const stageId = at?.stageId ?? first?.stageId ?? ''
  const { ids: here, totals } = store.column(stageId)
  return {
    title: cards.length > 1 ? shownDeals(cards.length) : (first?.title ?? ''),
    stage: stageNameIn(store, stageId),
    position: (at?.index ?? here.indexOf(ids[0] ?? '')) + 1,
    of: totals.count + cards.filter((card) => card.stageId !== stageId).length,
  }
}
