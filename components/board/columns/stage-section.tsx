import clsx from 'clsx'
import type { ReactNode } from 'react'
import type { BoardStage } from '@/lib/pipelines/schema'
import * as classes from '../paint/classes'
import { useQuickAdd } from './column-actions'
import { ColumnHeader } from './column-header'
import { QuickAdd } from './quick-add'
import { Refusal } from './refusal'

type Props = { stage: BoardStage; refusal: string | undefined; className: string; children?: ReactNode }

/** The heading of a stage with what comes below it: a new deal, a refusal, its deals. */
export function StageSection({ stage, refusal, className, children }: Props) {
  const [adding, setAdding] = useQuickAdd(stage)
  return (
    <section aria-labelledby={`stage-${stage.id}`} data-stage={stage.id} className={clsx(classes.column, className)}>
      <ColumnHeader stage={stage} />
      {adding && <QuickAdd stage={stage} onClose={() => setAdding(false)} />}
      <Refusal words={refusal} />
      {children}
    </section>
  )
}
