import type { ReactNode } from 'react'
import type { BoardStage } from '@/lib/board/schema'
import { shownCount } from '../format'
import { KindSign, StageMark } from './stage-mark'
import type { Totals } from './totals'
import { fullWords, shortWords } from './totals-words'

type Props = { stage: BoardStage; headingId: string; totals: Totals; children: ReactNode }

export function ColumnHeading({ stage, headingId, totals, children }: Props) {
  return (
    <header className="flex items-start gap-1 px-3 pt-2.5 pb-1">
      <div className="min-w-0 flex-1">
        <h2
          id={headingId}
          className="flex min-w-0 items-center gap-1.5 font-semibold"
          title={stage.description ?? undefined}
        >
          <StageMark stage={stage} />
          <span dir="auto" className="truncate">
            {stage.name}
          </span>
          <KindSign kind={stage.kind} />
          <span className="shrink-0 font-normal text-muted tabular-nums">
            {shownCount(totals.count)}
            <span className="sr-only"> {totals.count === 1 ? 'deal' : 'deals'}</span>
          </span>
        </h2>
        <SumLine totals={totals} isOpen={stage.kind === 'open'} />
      </div>
      <div className="-mt-0.5 -mr-1.5 flex touch:-mt-2 touch:-mr-2">{children}</div>
    </header>
  )
}

function SumLine({ totals, isOpen }: { totals: Totals; isOpen: boolean }) {
  return (
    <p className="min-h-4 truncate pl-[9px] text-xs text-muted tabular-nums" title={fullWords(totals, isOpen)}>
      {shortWords(totals, isOpen)}
    </p>
  )
}
