import type { BoardStore } from './board-store'

/** Removes deleted deals, those of the same moment at once, as a bulk deletion sends an event for each. */
export function createRemovalBatch(store: BoardStore) {
  const gone = new Map<string, number>()

  function run() {
    const all = [...gone]
    gone.clear()
    store.batch(() => {
      for (const [id, version] of all) store.remove(id, version)
    })
  }

  return function removeSoon(id: string, version: number) {
    if (!gone.size) setTimeout(run)
    gone.set(id, version)
  }
}
