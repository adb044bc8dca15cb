import type { ComponentProps } from 'react'
import type { BoardStage } from '@/lib/board/schema'
import { useBoard, useCell, useColumn, useLimits } from '../model/board-context'
import { effectOn } from '../model/drag-state'
import { withDeal, withoutDeal } from '../store/totals'
import { ColumnHeading } from './column-heading'

type Props = Omit<ComponentProps<typeof ColumnHeading>, 'totals' | 'limits'>

/** Name, count and sums of a stage; while a deal is in the hand, what they would become. */
export function ColumnHeader(props: Props) {
  return <ColumnHeading {...props} totals={useShownTotals(props.stage)} limits={useLimits(props.stage)} />
}

function useShownTotals(stage: BoardStage) {
  const { model } = useBoard()
  const { totals } = useColumn(stage.id)
  const effect = useCell(model.drag, (drag) => effectOn(stage.id, drag))
  const ids = useCell(model.drag, (drag) => drag?.ids)
  if (!effect || !ids) return totals
  const cards = [...ids].flatMap((id) => model.store.card(id)?.card ?? [])
  return effect === 'comes'
    ? cards.filter(({ stageId }) => stageId !== stage.id).reduce((sum, card) => withDeal(sum, card, stage), totals)
    : cards.filter(({ stageId }) => stageId === stage.id).reduce((sum, card) => withoutDeal(sum, card, stage), totals)
}
