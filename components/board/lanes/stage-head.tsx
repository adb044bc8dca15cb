import clsx from 'clsx'
import { ChevronsLeftRight } from 'lucide-react'
import { IconButton } from '@/components/ui/icon-button'
import type { BoardStage } from '@/lib/pipelines/schema'
import { StageSection } from '../columns/stage-section'
import { useRefusal } from '../model/board-context'
import * as classes from '../paint/classes'
import { toggleCollapsed } from '../url/collapsed'

export function StageHead({ stage, isCollapsed }: { stage: BoardStage; isCollapsed: boolean }) {
  const refusal = useRefusal(stage)
  if (!isCollapsed) return <StageSection stage={stage} refusal={refusal} className="bg-sunken pb-1" />
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
}
