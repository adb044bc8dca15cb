import clsx from 'clsx'
import { useSearchParams } from 'next/navigation'
import { type ReactNode, useRef } from 'react'
import { Dock } from '../drag/dock'
import { useBoard, useObservable, useStages } from '../model/board-context'
import * as classes from '../paint/classes'
import { useCollapsed } from '../url/collapsed'
import { EmptyBoard } from './empty-board'
import { LoadFailure } from './load-failure'
import { StageStrip } from './stage-strip'

/** What scrolls the stages, and what stands around it; on a narrow screen one stage is shown at a time. */
export function StageScroller({ className, children }: { className: string; children: ReactNode }) {
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
      <div ref={scroller} className={clsx(className, classes.snapUnless(dragging), isBesidePanel && 'sm:mr-[26rem]')}>
        {children}
      </div>
      {dragging && <Dock scroller={scroller} />}
      <LoadFailure />
    </>
  )
}
