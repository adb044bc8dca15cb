import type { CardPage } from '@/lib/board/schema'
import type { BoardStore } from './board-store'

type Fetch = (stageId: string, after: string) => Promise<CardPage>

/** Loads a column page by page, one request at a time, until enough of its deals are here. */
export function createPageLoader(store: BoardStore, fetchPage: Fetch, onFailed: (failed: boolean) => void) {
  const loading = new Map<string, Promise<void>>()
  const goals = new Map<string, number>()

  async function load(stageId: string) {
    for (;;) {
      const { ids, next } = store.column(stageId)
      if (next === null || ids.length >= goals.get(stageId)!) return
      store.putPage(stageId, next, await fetchPage(stageId, next))
      onFailed(false)
    }
  }

  /** Resolves when `count` deals of the stage are loaded, or all of them. */
  return function loadUpTo(stageId: string, count: number) {
    goals.set(stageId, Math.max(count, goals.get(stageId) ?? 0))
    let run = loading.get(stageId)
    if (!run) {
      run = load(stageId).finally(() => {
        loading.delete(stageId)
        goals.delete(stageId)
      })
      run.catch(() => onFailed(true))
      loading.set(stageId, run)
    }
    return run
  }
}
