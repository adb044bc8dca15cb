import clsx from 'clsx'
import { ChevronsLeftRight } from 'lucide-react'
import { IconButton } from '@/components/ui/icon-button'
import type { BoardStage } from '@/lib/pipelines/schema'
import { ColumnActions, useQuickAdd } from '../columns/column-actions'
import { ColumnHeader } from '../columns/column-header'
import { QuickAdd } from '../columns/quick-add'
import * as classes from '../paint/classes'
import { toggleCollapsed } from '../url/collapsed'

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
