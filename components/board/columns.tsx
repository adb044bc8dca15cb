'use client'

import clsx from 'clsx'
import { useRef } from 'react'
import { useBoard, useCell, useStages } from './board-context'
import { Column } from './column'
import { EmptyBoard } from './empty-board'
import { LoadFailure } from './load-failure'
import { StageStrip } from './stage-strip'

/** The columns side by side; on a narrow screen one at a time, with a strip of stages above. */
export function Columns() {
  const { model } = useBoard()
  const stages = useStages()
  const scroller = useRef<HTMLDivElement>(null)
  const dragging = useCell(model.drag, (drag) => drag !== null)
  if (!stages.length) return <EmptyBoard />
  return (
    <>
      <StageStrip stages={stages} scroller={scroller} />
      <div
        ref={scroller}
        className={clsx(
          'relative flex min-h-0 flex-1 gap-3 overflow-x-auto overflow-y-hidden overscroll-x-contain px-3 pt-3 pb-2 sm:px-6 sm:pb-3',
          !dragging && 'max-sm:snap-x max-sm:snap-mandatory',
        )}
      >
        {stages.map((stage) => (
          <Column key={stage.id} stage={stage} />
        ))}
      </div>
      <LoadFailure />
    </>
  )
}
