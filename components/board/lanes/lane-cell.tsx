import clsx from 'clsx'
import { memo } from 'react'
import { shownCount, shownDeals } from '@/components/format'
import type { BoardStage } from '@/lib/pipelines/schema'
import { CardList } from '../cards/card-list'
import { useFoldedList } from '../drag/use-folded-list'
import { useBoard, useColumn, useObservable } from '../model/board-context'
import { isTargetOf } from '../model/drag-state'
import * as classes from '../paint/classes'
import type { Cell, Lane } from '../store/cells'
import { toggleCollapsed } from '../url/collapsed'

type Props = { cell: Cell; stage: BoardStage; lane: Lane }

export const LaneCell = memo(function LaneCell({ cell, stage, lane }: Props) {
  const { model } = useBoard()
  const isTarget = useObservable(model.drag, isTargetOf(cell.key))
  return (
    <div
      data-stage={stage.id}
      className={clsx(classes.column, 'max-h-[28rem] min-h-20', isTarget ? 'bg-accent-soft' : 'bg-sunken')}
    >
      <CardList cell={cell.key} name={`${stage.name}, ${lane.name}`} isInViewport inLane />
    </div>
  )
})

/** A cell of a collapsed stage: its count, and still a place to drop deals. */
export const CollapsedCell = memo(function CollapsedCell({ cell, stage, lane }: Props) {
  const { model } = useBoard()
  const { count } = useColumn(cell.key).totals
  const isTarget = useObservable(model.drag, isTargetOf(cell.key))
  const ref = useFoldedList(cell.key)

  return (
    <button
      ref={ref}
      type="button"
      data-stage={stage.id}
      aria-label={`${stage.name}, ${lane.name}: ${shownDeals(count)}, collapsed`}
      title={`Show ${stage.name}`}
      onClick={() => toggleCollapsed(stage.id)}
      className={clsx(
        classes.strip,
        'pt-2 text-xs text-muted tabular-nums hover:bg-hover',
        isTarget ? 'bg-accent-soft' : 'bg-sunken',
      )}
    >
      {shownCount(count)}
    </button>
  )
})
