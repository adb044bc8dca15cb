import type { BoardModel } from '@/components/board/model/board-model'
import { until } from '@/components/board/store/until'
import type { Row } from './row'

/** Moves a deal that the board need not have loaded; what its stage asks for is asked as at a drop. */
export async function moveIn({ store, move }: BoardModel, row: Row, stageId: string) {
  store.putCards([row])
  move([row.id], { stageId })
  await until(store, () => !store.isPending(row.id))
  return { version: store.versionOf(row.id), stageId: store.card(row.id)?.card.stageId ?? '' }
}
