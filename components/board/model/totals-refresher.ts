import { ApiError } from '@/components/api'
import type { TotalsList } from '@/lib/board/schema'
import type { BoardStore } from '../store/board-store'

const AFTER = 400
const AGAIN_AFTER = 5_000

/** Fetches the totals once the board is quiet, and again when they are outdated before they arrive. */
export function createTotalsRefresher(
  store: BoardStore,
  fetchTotals: () => Promise<TotalsList>,
  isQuiet: () => boolean,
) {
  let timer: ReturnType<typeof setTimeout> | undefined

  function refresh(after = AFTER) {
    if (timer === undefined) timer = setTimeout(run, after)
  }

  async function run() {
    timer = undefined
    if (!isQuiet()) return refresh()
    const { revision } = store
    const totals = await fetchTotals().catch((reason) => {
      if (reason instanceof ApiError && (reason.status === 0 || reason.status >= 500)) refresh(AGAIN_AFTER)
    })
    if (!totals) return
    if (isQuiet() && store.revision === revision) store.putTotals(totals)
    else refresh()
  }

  return () => refresh()
}
