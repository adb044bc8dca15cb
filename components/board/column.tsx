'use client'

import clsx from 'clsx'
import { ChevronsRightLeft, Plus } from 'lucide-react'
import { memo } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import type { BoardStage } from '@/lib/board/schema'
import { useBoard, useCell } from './board-context'
import { CardList } from './card-list'
import * as classes from './classes'
import { toggleCollapsed } from './collapsed'
import { ColumnHeader } from './column-header'
import { ColumnMenu } from './column-menu'
import { QuickAdd } from './quick-add'

type Props = { stage: BoardStage; isInSight: boolean }

/** One stage: its header stays while its deals scroll. `isInSight`: without scrolling the board. */
export const Column = memo(function Column({ stage, isInSight }: Props) {
  const { model, board } = useBoard()
  const adding = useCell(model.adding, (stageId) => stageId === stage.id)
  const setAdding = (open: boolean) => model.adding.set(open ? stage.id : null)
  const isTarget = useCell(model.drag, (drag) => drag?.over?.stageId === stage.id && drag.from !== stage.id)
  const headingId = `stage-${stage.id}`

  return (
    <section
      aria-labelledby={headingId}
      data-stage={stage.id}
      className={clsx(classes.column, isTarget ? 'bg-accent-soft' : 'bg-sunken')}
    >
      <ColumnHeader stage={stage} headingId={headingId}>
        {board.canEdit ? (
          <>
            <IconButton
              label={`Add a deal to ${stage.name}`}
              icon={<Plus aria-hidden />}
              aria-expanded={adding}
              onClick={() => setAdding(!adding)}
            />
            <ColumnMenu stage={stage} onAdd={() => setAdding(true)} />
          </>
        ) : (
          <IconButton
            label={`Collapse ${stage.name}`}
            icon={<ChevronsRightLeft aria-hidden />}
            onClick={() => toggleCollapsed(stage.id)}
          />
        )}
      </ColumnHeader>
      {adding && <QuickAdd stage={stage} onClose={() => setAdding(false)} />}
      <CardList stageId={stage.id} name={stage.name} isInSight={isInSight} />
    </section>
  )
})
