'use client'

import clsx from 'clsx'
import { Plus } from 'lucide-react'
import { memo, useState } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import type { BoardStage } from '@/lib/board/schema'
import { useBoard, useCell } from './board-context'
import { CardList } from './card-list'
import { ColumnHeader } from './column-header'
import { ColumnMenu } from './column-menu'
import { QuickAdd } from './quick-add'

/** One stage: its header stays while its deals scroll. */
export const Column = memo(function Column({ stage }: { stage: BoardStage }) {
  const { model, board } = useBoard()
  const [adding, setAdding] = useState(false)
  const isTarget = useCell(model.drag, (drag) => drag?.over?.stageId === stage.id && drag.from !== stage.id)
  const headingId = `stage-${stage.id}`

  return (
    <section
      aria-labelledby={headingId}
      data-stage={stage.id}
      className={clsx(
        'flex w-72 shrink-0 scroll-mx-3 snap-center sm:scroll-mx-6 flex-col rounded-lg transition-colors max-sm:w-[calc(100vw-1.5rem)]',
        isTarget ? 'bg-accent-soft' : 'bg-sunken',
      )}
    >
      <ColumnHeader stage={stage} headingId={headingId}>
        {board.canEdit && (
          <>
            <IconButton
              label={`Add a deal to ${stage.name}`}
              icon={<Plus aria-hidden />}
              aria-expanded={adding}
              onClick={() => setAdding(!adding)}
            />
            <ColumnMenu stage={stage} onAdd={() => setAdding(true)} />
          </>
        )}
      </ColumnHeader>
      {adding && <QuickAdd stage={stage} onClose={() => setAdding(false)} />}
      <CardList stageId={stage.id} name={stage.name} />
    </section>
  )
})
