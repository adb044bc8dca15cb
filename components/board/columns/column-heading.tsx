import clsx from 'clsx'
import type { ReactNode } from 'react'
import { KindSign, StageMark } from '@/components/pipelines/stages/stage-mark'
import { Name } from '@/components/ui/name'
import type { BoardStage } from '@/lib/pipelines/schema'
import { ExactTotals } from '../paint/exact-totals'
import { isOverSum, type StageLimits } from '../store/stage-limits'
import type { Totals } from '../store/totals'
import { StageCount } from './stage-count'

type Props = {
  stage: BoardStage
  totals: Totals
  limits: StageLimits
  /** The pipeline's currency. */
  home: string
  children: ReactNode
}

export function ColumnHeading({ stage, totals, limits, home, children }: Props) {
  const headingId = `stage-${stage.id}`
  const terms = { isOpen: stage.kind === 'open', home, limits }
  return (
    <header className="flex items-start gap-1 px-3 pt-2.5 pb-1">
      <div translate="no" className="min-w-0 flex-1">
        <h2
          id={headingId}
          className="flex min-w-0 items-center gap-1.5 font-semibold"
          title={stage.description ?? undefined}
        >
          <StageMark stage={stage} />
          <Name>{stage.name}</Name>
          <KindSign kind={stage.kind} />
          <StageCount totals={totals} limits={limits} />
        </h2>
        <p className={clsx('flex min-h-4 pl-[9px] text-xs', isOverSum(totals, limits) ? 'text-warning' : 'text-muted')}>
          <ExactTotals id={`${headingId}-totals`} totals={totals} terms={terms} />
        </p>
      </div>
      <div className="-mt-0.5 -mr-1.5 flex touch:-mt-2 touch:-mr-2">{children}</div>
    </header>
  )
}
