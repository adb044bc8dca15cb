import type { BoardModel } from '@/components/board/model/board-model'
import { waitForStore } from '@/components/board/store/wait-for-store'
import type { Row } from './row'

/** Moves a deal of the table through the board, and waits until the move is confirmed or refused. */
export async function moveIn({ store, move }: BoardModel, row: Row, stageId: string) {
  store.putCards([row])
  move([row.id], { stageId })
  await waitForStore(store, () => !store.isPending(row.id))
  return { version: store.versionOf(row.id), stageId: store.card(row.id)?.card.stageId ?? '' }
}
