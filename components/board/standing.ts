import type { Standing } from './announcements'
import type { BoardStore } from './board-store'

export const stageNameIn = ({ stages }: BoardStore, stageId: string) =>
  stages.find((stage) => stage.id === stageId)?.name ?? ''

/** Where the deal stands, or would stand at `index` of the stage without it. */
export function standingIn(store: BoardStore, id: string, at?: { stageId: string; index: number }): Standing {
  const card = store.card(id)?.card
  const stageId = at?.stageId ?? card?.stageId ?? ''
  const { ids, totals } = store.column(stageId)
  const here = card?.stageId === stageId
  return {
    title: card?.title ?? '',
    stage: stageNameIn(store, stageId),
    position: (at?.index ?? ids.indexOf(id)) + 1,
    of: totals.count + (here ? 0 : 1),
  }
}
