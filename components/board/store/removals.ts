import type { BoardStore } from './board-store'

/** Takes deals off the board that are gone; those of a moment together, as a bulk deletion tells of each. */
export function createRemovals(store: BoardStore) {
  const gone = new Map<string, number>()

  function run() {
    const all = [...gone]
    gone.clear()
    store.together(() => {
      for (const [id, version] of all) store.remove(id, version)
    })
  }

  return function removeSoon(id: string, version: number) {
    if (!gone.size) setTimeout(run)
    gone.set(id, version)
  }
}
