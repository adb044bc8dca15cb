'use client'

import clsx from 'clsx'
import { ChevronsLeftRight } from 'lucide-react'
import { IconButton } from '@/components/ui/icon-button'
import type { BoardStage } from '@/lib/board/schema'
import * as classes from './classes'
import { toggleCollapsed } from './collapsed'
import { ColumnActions, useQuickAdd } from './column-actions'
import { ColumnHeader } from './column-header'
import { QuickAdd } from './quick-add'

/** The top of a stage whose deals stand in lanes below. */
export function StageHead({ stage, isCollapsed }: { stage: BoardStage; isCollapsed: boolean }) {
  const [adding, setAdding] = useQuickAdd(stage)
  const headingId = `stage-${stage.id}`
  if (isCollapsed)
    return (
      <section data-stage={stage.id} className={clsx(classes.strip, 'bg-sunken py-2')}>
        <IconButton
          label={`Show ${stage.name}`}
          icon={<ChevronsLeftRight aria-hidden />}
          aria-expanded={false}
          onClick={() => toggleCollapsed(stage.id)}
        />
      </section>
    )
  return (
    <section aria-labelledby={headingId} data-stage={stage.id} className={clsx(classes.column, 'bg-sunken pb-1')}>
      <ColumnHeader stage={stage} headingId={headingId}>
        <ColumnActions stage={stage} />
      </ColumnHeader>
      {adding && <QuickAdd stage={stage} onClose={() => setAdding(false)} />}
    </section>
  )
}
