'use client'

import type { ComponentProps } from 'react'
import type { BoardStage } from '@/lib/board/schema'
import { useBoard, useCard, useCell, useColumn, useLimits } from './board-context'
import { ColumnHeading } from './column-heading'
import { effectOn } from './drag-state'
import { withDeal, withoutDeal } from './totals'

type Props = Omit<ComponentProps<typeof ColumnHeading>, 'totals' | 'limits'>

/** Name, count and sums of a stage; while a deal is in the hand, what they would become. */
export function ColumnHeader(props: Props) {
  return <ColumnHeading {...props} totals={useShownTotals(props.stage)} limits={useLimits(props.stage)} />
}

function useShownTotals(stage: BoardStage) {
  const { model } = useBoard()
  const stageId = stage.id
  const { totals } = useColumn(stageId)
  const effect = useCell(model.drag, (drag) => effectOn(stageId, drag))
  const lifted = useCard(useCell(model.drag, (drag) => (effectOn(stageId, drag) ? drag!.id : '')))
  if (!effect || !lifted) return totals
  return (effect > 0 ? withDeal : withoutDeal)(totals, lifted.card, stage)
}
