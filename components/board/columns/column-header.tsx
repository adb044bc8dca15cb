import type { ComponentProps } from 'react'
import type { BoardStage } from '@/lib/pipelines/schema'
import { useBoard, useColumn, useLimits, useObservable } from '../model/board-context'
import { effectOn } from '../model/drag-state'
import { withDeal, withoutDeal } from '../store/totals'
import { ColumnHeading } from './column-heading'

type Props = Omit<ComponentProps<typeof ColumnHeading>, 'totals' | 'limits' | 'home'>

/** The heading of a stage; during a drag, with the totals that a drop would make. */
export function ColumnHeader(props: Props) {
  const { currency } = useBoard().board.pipeline
  return (
    <ColumnHeading {...props} totals={useShownTotals(props.stage)} limits={useLimits(props.stage)} home={currency} />
  )
}

function useShownTotals(stage: BoardStage) {
  const { model } = useBoard()
  const { totals } = useColumn(stage.id)
  const effect = useObservable(model.drag, (drag) => effectOn(stage.id, drag))
  const ids = useObservable(model.drag, (drag) => drag?.ids)
  if (!effect || !ids) return totals
  const cards = [...ids].flatMap((id) => model.store.card(id)?.card ?? [])
  return effect === 'comes'
    ? cards.filter(({ stageId }) => stageId !== stage.id).reduce((sum, card) => withDeal(sum, card, stage), totals)
    : cards.filter(({ stageId }) => stageId === stage.id).reduce((sum, card) => withoutDeal(sum, card, stage), totals)
}
