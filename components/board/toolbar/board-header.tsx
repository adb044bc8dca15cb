import { Eye, RefreshCw, Settings2, WifiOff } from 'lucide-react'
import Link from 'next/link'
import { shownCount } from '@/components/format'
import type { LiveStatus } from '@/components/live/live-status'
import { isStuck } from '@/components/outbox/deliver'
import { outbox } from '@/components/outbox/outbox'
import { PageHeader } from '@/components/shell/page-header'
import { iconButtonClass } from '@/components/ui/icon-button'
import { useBoard, useObservable } from '../model/board-context'
import { AlsoHere } from './also-here'
import { BoardTotals } from './board-totals'
import { FilterBar } from './filter-bar'
import { LayoutSwitch } from './layout-switch'
import { UndoMenu } from './undo-menu'
import { ViewButton } from './view-button'

const words = {
  reconnecting: 'Reconnecting…',
  'catching up': 'Catching up…',
  delayed: 'Updates are delayed',
  offline: 'Offline',
} as const

export function BoardHeader({ status }: { status: LiveStatus }) {
  const { board } = useBoard()
  const waiting = useObservable(outbox.entries, (entries) => (entries.some(isStuck) ? entries.length : 0))
  const { id, name } = board.pipeline
  const said = status in words ? words[status as keyof typeof words] : undefined
  const Sign = status === 'catching up' ? RefreshCw : WifiOff
  return (
    <PageHeader title={<span translate="no">{name}</span>} detail={<BoardTotals />}>
      <span role="status" className="flex items-center gap-1.5 text-xs text-muted">
        {said && (
          <>
            <Sign aria-hidden className="!size-3.5" />
            <span>{said}</span>
          </>
        )}
        {waiting > 0 && <span>{waiting === 1 ? '1 change waits' : `${shownCount(waiting)} changes wait`}</span>}
      </span>
      <AlsoHere />
      <UndoMenu />
      <FilterBar />
      <LayoutSwitch />
      <ViewButton />
      {board.canEdit ? (
        <Link
          href={`/pipelines/${id}/settings`}
          aria-label="Pipeline settings"
          title="Pipeline settings"
          className={iconButtonClass}
        >
          <Settings2 aria-hidden />
        </Link>
      ) : (
        <span
          className="flex items-center gap-1.5 text-xs text-muted"
          title="Your role lets you look at this pipeline, not change it"
        >
          <Eye aria-hidden className="!size-3.5" />
          View only
        </span>
      )}
    </PageHeader>
  )
}
