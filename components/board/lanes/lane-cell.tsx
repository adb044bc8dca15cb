import clsx from 'clsx'
import { memo } from 'react'
import { shownCount, shownDeals } from '@/components/format'
import type { BoardStage } from '@/lib/pipelines/schema'
import { CardList } from '../cards/card-list'
import { useDropTone } from '../drag/use-drop-tone'
import { useFoldedList } from '../drag/use-folded-list'
import { useColumn } from '../model/board-context'
import * as classes from '../paint/classes'
import type { Cell, Lane } from '../store/cells'
import { toggleCollapsed } from '../url/collapsed'

type Props = { cell: Cell; stage: BoardStage; lane: Lane }

export const LaneCell = memo(function LaneCell({ cell, stage, lane }: Props) {
  const { tone, refusal } = useDropTone(cell.key, stage)
  return (
    <div data-stage={stage.id} className={clsx(classes.column, 'max-h-[28rem] min-h-20', tone)}>
      <CardList
        cell={cell.key}
        name={`${stage.name}, ${lane.name}`}
        isInViewport
        isRefusing={refusal !== undefined}
        inLane
      />
    </div>
  )
})

/** A cell of a collapsed stage: its count, and still a place to drop deals. */
export const CollapsedCell = memo(function CollapsedCell({ cell, stage, lane }: Props) {
  const { count } = useColumn(cell.key).totals
  const { tone } = useDropTone(cell.key, stage)
  const ref = useFoldedList(cell.key)

  return (
    <button
      ref={ref}
      type="button"
      translate="no"
      data-stage={stage.id}
      aria-label={`${stage.name}, ${lane.name}: ${shownDeals(count)}, collapsed`}
      title={`Show ${stage.name}`}
      onClick={() => toggleCollapsed(stage.id)}
      className={clsx(classes.strip, 'pt-2 text-xs text-muted tabular-nums hover:bg-hover', tone)}
    >
      {shownCount(count)}
    </button>
  )
})
