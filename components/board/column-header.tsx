'use client'

import type { ReactNode } from 'react'
import type { BoardStage } from '@/lib/board/schema'
import { fullSum, shortSum, shownCount } from '../format'
import { useBoard, useCard, useCell, useColumn } from './board-context'
import { effectOn } from './drag-state'
import { KindSign, StageMark } from './stage-mark'
import { type Totals, withDeal, withoutDeal } from './totals'

type Props = { stage: BoardStage; headingId: string; children: ReactNode }

/** Name, count and sums of a stage; while a deal is in the hand, what they would become. */
export function ColumnHeader({ stage, headingId, children }: Props) {
  const totals = useShownTotals(stage.id)
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
        <Sums totals={totals} />
      </div>
      <div className="-mt-0.5 -mr-1.5 flex touch:-mt-2 touch:-mr-2">{children}</div>
    </header>
  )
}

function Sums({ totals: { sums } }: { totals: Totals }) {
  const entries = Object.entries(sums)
  const all = entries.map(([currency, sum]) => fullSum(sum, currency)).join(' · ')
  return (
    <p className="min-h-4 truncate pl-[9px] text-xs text-muted tabular-nums" title={all}>
      {entries.map(([currency, sum]) => shortSum(sum, currency)).join(' · ')}
    </p>
  )
}

function useShownTotals(stageId: string) {
  const { model } = useBoard()
  const { totals } = useColumn(stageId)
  const effect = useCell(model.drag, (drag) => effectOn(stageId, drag))
  const lifted = useCard(useCell(model.drag, (drag) => (effectOn(stageId, drag) ? drag!.id : '')))
  if (!effect || !lifted) return totals
  return effect > 0 ? withDeal(totals, lifted.card) : withoutDeal(totals, lifted.card)
}
