import clsx from 'clsx'
import { useSearchParams } from 'next/navigation'
import { useRef } from 'react'
import { Dock } from '../drag/dock'
import { useBoard, useObservable, useStages } from '../model/board-context'
import * as classes from '../paint/classes'
import { useCollapsed } from '../url/collapsed'
import { CollapsedColumn } from './collapsed-column'
import { Column } from './column'
import { EmptyBoard } from './empty-board'
import { LoadFailure } from './load-failure'
import { StageStrip } from './stage-strip'

const COLUMN = 300

/** The stages as columns; on a narrow screen one at a time. */
export function Columns() {
  const { model } = useBoard()
  const stages = useStages()
  const scroller = useRef<HTMLDivElement>(null)
  const collapsed = useCollapsed()
  const isBesidePanel = useSearchParams().has('deal')
  const dragging = useObservable(model.drag, (drag) => drag !== null)
  if (!stages.length) return <EmptyBoard />
  return (
    <>
      <StageStrip key={[...collapsed].join()} stages={stages} scroller={scroller} />
      <div
        ref={scroller}
        className={clsx(classes.columns, classes.snapUnless(dragging), isBesidePanel && 'sm:mr-[26rem]')}
      >
        {stages.map((stage, index) =>
          collapsed.has(stage.id) ? (
            <CollapsedColumn key={stage.id} stage={stage} />
          ) : (
            <Column key={stage.id} stage={stage} isInViewport={index * COLUMN < innerWidth} />
          ),
        )}
      </div>
      {dragging && <Dock scroller={scroller} />}
      <LoadFailure />
    </>
  )
}
