import type { TotalsList } from '@/lib/board/schema'
import type { BoardStore } from './board-store'

/** Fetches the true counts and sums once things have settled; an answer that something has overtaken is asked for again. */
export function createTotalsRefresher(
  store: BoardStore,
  fetchTotals: () => Promise<TotalsList>,
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
    const totals = await fetchTotals().catch(() => undefined)
    if (!totals) return
    if (isQuiet() && store.revision === revision) store.putTotals(totals)
    else refresh()
  }

  return refresh
}
