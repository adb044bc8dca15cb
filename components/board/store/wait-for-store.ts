import type { BoardStore } from './board-store'

/** Resolves once the condition holds for the store. */
export function waitForStore(store: BoardStore, isSo: () => boolean) {
  return new Promise<void>((resolve) => {
    if (isSo()) return resolve()
    const stop = store.subscribe(() => {
      if (!isSo()) return
      stop()
      resolve()
    })
  })
}
