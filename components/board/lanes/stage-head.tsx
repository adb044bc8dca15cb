import clsx from 'clsx'
import { ChevronsLeftRight } from 'lucide-react'
import { IconButton } from '@/components/ui/icon-button'
import type { BoardStage } from '@/lib/pipelines/schema'
import { ColumnActions, useQuickAdd } from '../columns/column-actions'
import { ColumnHeader } from '../columns/column-header'
import { QuickAdd } from '../columns/quick-add'
import { Refusal } from '../columns/refusal'
import { useRefusal } from '../model/board-context'
import * as classes from '../paint/classes'
import { toggleCollapsed } from '../url/collapsed'

export function StageHead({ stage, isCollapsed }: { stage: BoardStage; isCollapsed: boolean }) {
  const [adding, setAdding] = useQuickAdd(stage)
  const refusal = useRefusal(stage)
  const headingId = `stage-${stage.id}`
  if (isCollapsed)
    return (
      <section data-stage={stage.id} className={clsx(classes.strip, 'bg-sunken py-2', refusal && 'ring-1 ring-lost')}>
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
      <Refusal words={refusal} />
    </section>
  )
}
