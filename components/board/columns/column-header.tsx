import type { BoardStage } from '@/lib/pipelines/schema'
import { useBoard, useColumn, useLimits, useObservable } from '../model/board-context'
import { effectOn } from '../model/drag-state'
import { withDeal, withoutDeal } from '../store/totals'
import { ColumnActions } from './column-actions'
import { ColumnHeading } from './column-heading'

/** The heading of a stage; during a drag, with the totals that a drop would make. */
export function ColumnHeader({ stage }: { stage: BoardStage }) {
  const { currency } = useBoard().board.pipeline
  return (
    <ColumnHeading stage={stage} totals={useShownTotals(stage)} limits={useLimits(stage)} home={currency}>
      <ColumnActions stage={stage} />
    </ColumnHeading>
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
