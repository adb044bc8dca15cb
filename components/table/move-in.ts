import type { BoardModel } from '../board/board-model'
import type { Row } from './rows'

/** Moves a deal that the board need not have loaded; what its stage asks for is asked as at a drop. */
export function moveIn({ store, move }: BoardModel, row: Row, stageId: string) {
  store.putCards([row])
  move([row.id], { stageId })
  const now = () => ({ version: store.versionOf(row.id), stageId: store.card(row.id)?.card.stageId ?? '' })
  return new Promise<ReturnType<typeof now>>((resolve) => {
    if (!store.isPending(row.id)) return resolve(now())
    const stop = store.subscribe(() => {
      if (store.isPending(row.id)) return
      stop()
      resolve(now())
    })
  })
}
