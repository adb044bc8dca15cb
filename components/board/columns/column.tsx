import clsx from 'clsx'
import { memo } from 'react'
import type { BoardStage } from '@/lib/pipelines/schema'
import { CardList } from '../cards/card-list'
import { useBoard, useObservable } from '../model/board-context'
import { isTargetOf } from '../model/drag-state'
import * as classes from '../paint/classes'
import { ColumnActions, useQuickAdd } from './column-actions'
import { ColumnHeader } from './column-header'
import { QuickAdd } from './quick-add'

type Props = { stage: BoardStage; isInViewport: boolean }

/** A stage and its deals. `isInViewport`: visible before the board is scrolled. */
export const Column = memo(function Column({ stage, isInViewport }: Props) {
  const { model } = useBoard()
  const [adding, setAdding] = useQuickAdd(stage)
  const isTarget = useObservable(model.drag, isTargetOf(stage.id))
  const headingId = `stage-${stage.id}`

  return (
    <section
      aria-labelledby={headingId}
      data-stage={stage.id}
      className={clsx(classes.column, isTarget ? 'bg-accent-soft' : 'bg-sunken')}
    >
      <ColumnHeader stage={stage} headingId={headingId}>
        <ColumnActions stage={stage} />
      </ColumnHeader>
      {adding && <QuickAdd stage={stage} onClose={() => setAdding(false)} />}
      <CardList
        cell={stage.id}
        name={stage.name}
        empty={(isFiltered) => (isFiltered ? 'No deals match' : 'No deals in this stage')}
        isInViewport={isInViewport}
      />
    </section>
  )
})
