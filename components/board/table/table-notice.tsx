import { shownCount } from '@/components/format'
import { Button } from '@/components/ui/button'
import { useObservable } from '../model/board-context'
import { useTable } from './table-context'

/** Says that rows failed to load, are loading or are out of order. */
export function TableNotice() {
  const { rows } = useTable()
  const { status, isOutOfOrder, rows: loaded, catchingUpTo } = useObservable(rows.state)
  if (!loaded.length) return null
  const notice =
    status === 'failed'
      ? { role: 'alert', words: 'Some deals could not be loaded.', label: 'Try again', act: rows.goOn }
      : catchingUpTo
        ? { role: 'status', words: `Loading ${shownCount(loaded.length)} of ${shownCount(catchingUpTo)} deals…` }
        : isOutOfOrder
          ? { role: 'status', words: 'Deals have changed their places.', label: 'Sort again', act: rows.showAgain }
          : undefined
  return (
    notice && (
      <div
        role={notice.role}
        className="flex min-h-11 shrink-0 items-center justify-center gap-3 border-t border-border px-4 py-1.5 text-muted"
      >
        <span>{notice.words}</span>
        {notice.act && <Button onClick={notice.act}>{notice.label}</Button>}
      </div>
    )
  )
}
