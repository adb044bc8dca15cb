import type { ColumnTotals } from '@/lib/board/schema'
import type { BoardStore } from './board-store'

/** Fetches the true counts and sums once things have settled; an answer that something has overtaken is asked for again. */
export function createTotalsRefresher(
  store: BoardStore,
  fetchTotals: () => Promise<ColumnTotals[]>,
  isQuiet: () => boolean,
  delay = 400,
) {
  let timer: ReturnType<typeof setTimeout> | undefined

  function refresh() {
    if (timer === undefined) timer = setTimeout(run, delay)
  }

  async function run() {
    timer = undefined
    if (!isQuiet()) return refresh()
    const { revision } = store
    const items = await fetchTotals().catch(() => undefined)
    if (!items) return
    if (isQuiet() && store.revision === revision) store.putTotals(items)
    else refresh()
  }

  return refresh
}
