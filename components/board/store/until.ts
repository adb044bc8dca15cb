import type { BoardStore } from './board-store'

/** When the board has come to be so; at once when it is. */
export function until(store: BoardStore, isSo: () => boolean) {
  return new Promise<void>((resolve) => {
    if (isSo()) return resolve()
    const stop = store.subscribe(() => {
      if (!isSo()) return
      stop()
      resolve()
    })
  })
}
