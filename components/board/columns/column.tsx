import clsx from 'clsx'
import { memo } from 'react'
import type { BoardStage } from '@/lib/pipelines/schema'
import { CardList } from '../cards/card-list'
import { useDropTone } from '../drag/use-drop-tone'
import * as classes from '../paint/classes'
import { ColumnActions, useQuickAdd } from './column-actions'
import { ColumnHeader } from './column-header'
import { QuickAdd } from './quick-add'
import { Refusal } from './refusal'

type Props = { stage: BoardStage; isInViewport: boolean }

/** A stage and its deals. `isInViewport`: visible before the board is scrolled. */
export const Column = memo(function Column({ stage, isInViewport }: Props) {
  const [adding, setAdding] = useQuickAdd(stage)
  const { tone, refusal } = useDropTone(stage.id, stage)
  const headingId = `stage-${stage.id}`

  return (
    <section aria-labelledby={headingId} data-stage={stage.id} className={clsx(classes.column, tone)}>
      <ColumnHeader stage={stage} headingId={headingId}>
        <ColumnActions stage={stage} />
      </ColumnHeader>
      {adding && <QuickAdd stage={stage} onClose={() => setAdding(false)} />}
      <Refusal words={refusal} />
      <CardList
        cell={stage.id}
        name={stage.name}
        empty={(isFiltered) => (isFiltered ? 'No deals match' : 'No deals in this stage')}
        isInViewport={isInViewport}
        isRefusing={refusal !== undefined}
      />
    </section>
  )
})
