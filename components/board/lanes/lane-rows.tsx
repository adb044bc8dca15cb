import { shownCount } from '@/components/format'
import { StageScroller } from '../columns/stage-scroller'
import { useBoard, useCells, useStages } from '../model/board-context'
import * as classes from '../paint/classes'
import { useCollapsed } from '../url/collapsed'
import { LaneRow } from './lane-row'
import { StageHead } from './stage-head'

/** The number of lanes that a tall screen shows; the others are rendered when they come near. */
const AT_ONCE = 4

/** The board with a row for each owner or client. */
export default function LaneRows() {
  const { model } = useBoard()
  const stages = useStages()
  const { lanes = [], by, more } = useCells()
  const collapsed = useCollapsed()
  const collapsedLanes = useCollapsed('lanes')
  return (
    <StageScroller className={classes.lanes}>
      <div className="sticky top-0 z-20 -mx-3 flex w-max min-w-full items-start gap-3 bg-canvas px-3 pt-3 pb-1 sm:-mx-6 sm:px-6">
        {stages.map((stage) => (
          <StageHead key={stage.id} stage={stage} isCollapsed={collapsed.has(stage.id)} />
        ))}
      </div>
      {lanes.map((lane, index) => (
        <LaneRow
          key={lane.key}
          lane={lane}
          collapsed={collapsed}
          isCollapsed={collapsedLanes.has(lane.key)}
          isFirst={index < AT_ONCE}
        />
      ))}
      {!lanes.length && (
        <p className="sticky left-0 py-16 text-center text-muted">
          {model.isFiltered() ? 'No deals match' : 'No deals yet. Add the first one with the plus of its stage.'}
        </p>
      )}
      {more > 0 && (
        <p className="sticky left-0 w-fit py-4 text-muted">
          {`${shownCount(more)} more ${by === 'owner' ? 'owners' : 'clients'} with fewer deals are not shown. A filter finds them.`}
        </p>
      )}
    </StageScroller>
  )
}
