'use client'

import { Eye, Settings2, WifiOff } from 'lucide-react'
import Link from 'next/link'
import { PageHeader } from '@/components/shell/page-header'
import { iconButtonClass } from '@/components/ui/icon-button'
import { useBoard } from './board-context'
import { BoardTotals } from './board-totals'
import { FilterBar } from './filter-bar'
import type { LiveStatus } from './use-live-board'
import { ViewButton } from './view-button'

export function BoardHeader({ status }: { status: LiveStatus }) {
  const { board } = useBoard()
  const { id, name } = board.pipeline
  return (
    <PageHeader title={name} detail={<BoardTotals />}>
      <span role="status" className="flex items-center gap-1.5 text-xs text-muted">
        {status === 'reconnecting' && (
          <>
            <WifiOff aria-hidden className="!size-3.5" />
            Reconnecting…
          </>
        )}
      </span>
      <FilterBar />
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
