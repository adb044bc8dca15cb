import { useStages } from '../model/board-context'
import * as classes from '../paint/classes'
import { useCollapsed } from '../url/collapsed'
import { CollapsedColumn } from './collapsed-column'
import { Column } from './column'
import { StageScroller } from './stage-scroller'

const COLUMN = 300

/** The stages as columns. */
export function Columns() {
  const collapsed = useCollapsed()
  return (
    <StageScroller className={classes.columns}>
      {useStages().map((stage, index) =>
        collapsed.has(stage.id) ? (
          <CollapsedColumn key={stage.id} stage={stage} />
        ) : (
          <Column key={stage.id} stage={stage} isInViewport={index * COLUMN < innerWidth} />
        ),
      )}
    </StageScroller>
  )
}
