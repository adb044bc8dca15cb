import type { CardPage } from '@/lib/board/schema'
import type { BoardStore } from './board-store'

type Fetch = (key: string, after: string) => Promise<CardPage>

export function createPageLoader(store: BoardStore, fetchPage: Fetch, onFailed: (failed: boolean) => void) {
  const loading = new Map<string, Promise<void>>()
  const goals = new Map<string, number>()
  /** The cells that failed to load, with the count that was needed. */
  const failed = new Map<string, number>()

  async function load(key: string) {
    for (;;) {
      const { ids, next } = store.column(key)
      if (next === null || (next && ids.length >= goals.get(key)!)) return
      store.putPage(key, next, await fetchPage(key, next))
      failed.delete(key)
      onFailed(failed.size > 0)
    }
  }

  /** Resolves when `count` deals of a cell are loaded, or all of them. */
  function loadUpTo(key: string, count: number) {
    goals.set(key, Math.max(count, goals.get(key) ?? 0))
    let run = loading.get(key)
    if (!run) {
      run = load(key)
        .catch((reason) => {
          failed.set(key, goals.get(key)!)
          onFailed(true)
          throw reason
        })
        .finally(() => {
          loading.delete(key)
          goals.delete(key)
        })
      loading.set(key, run)
    }
    return run
  }

  /** Loads the deals of a stage again from the top; they stay visible meanwhile. */
  function reload(stageId: string) {
    // A sort does not depend on the ranks that have changed.
    if (store.isSorted) return
    for (const cell of store.cells.all) {
      const { ids } = store.column(cell.key)
      if (cell.stageId !== stageId || !ids.length) continue
      store.unload(cell.key)
      loadUpTo(cell.key, ids.length).catch(() => {})
    }
  }

  function retry() {
    onFailed(false)
    for (const [key, count] of failed) loadUpTo(key, count).catch(() => {})
  }

  return { loadUpTo, reload, retry }
}
