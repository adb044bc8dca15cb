'use client'

import type { ComponentProps } from 'react'
import { useBoard, useCard, useCell, useColumn } from './board-context'
import { ColumnHeading } from './column-heading'
import { effectOn } from './drag-state'
import { withDeal, withoutDeal } from './totals'

type Props = Omit<ComponentProps<typeof ColumnHeading>, 'totals'>

/** Name, count and sums of a stage; while a deal is in the hand, what they would become. */
export function ColumnHeader(props: Props) {
  return <ColumnHeading {...props} totals={useShownTotals(props.stage.id)} />
}

function useShownTotals(stageId: string) {
  const { model } = useBoard()
  const { totals } = useColumn(stageId)
  const effect = useCell(model.drag, (drag) => effectOn(stageId, drag))
  const lifted = useCard(useCell(model.drag, (drag) => (effectOn(stageId, drag) ? drag!.id : '')))
  if (!effect || !lifted) return totals
  return effect > 0 ? withDeal(totals, lifted.card) : withoutDeal(totals, lifted.card)
}
